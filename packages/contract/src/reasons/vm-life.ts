/** Why something could not be done with a delivered machine. See step-reasons.ts. */
export const vmLifeReasons = {
  'operation-missing': 'The operation {{id}} is not in the database any more.',
  'vm-on-the-move': 'VM {{vmid}} is being moved to another node.',
  'vm-absence-unproven':
    'VM {{vmid}} is not in Proxmox. While node {{node}} is offline that is not believed: bring the node back, or remove it from the cluster.',
  'vm-node-away': 'Node {{node}} of VM {{vmid}} is offline.',
  'vm-keeps-running': 'The machine did not shut down within {{seconds}} s. Use stop, which pulls the plug, or shut it down from inside.',
  'vm-left-stopped':
    'The machine ran before and is stopped now. Start it, or remove the cause and try again: Vigie remembers that it ran.',
  'vm-left-unknown':
    'The machine ran before, and Proxmox does not say whether it still does. Once it can be reached, start the machine if it is stopped, or try again: Vigie remembers that it ran.',
  'vm-is-stopped': 'The machine does not run. Start it instead.',
  'vm-still-running': 'The VM still runs.',
  'vm-grown-elsewhere': 'The disk has {{size}} GiB already, more than the {{wanted}} GiB asked for. A disk cannot shrink.',
  'snapshot-name-taken': 'The machine has a snapshot {{name}} already. Take another name.',
  'snapshot-missing': 'The machine has no snapshot {{name}} any more.',
  'snapshot-not-kept': 'The snapshot {{name}} is not there after it was taken.',
  'key-needs-running': 'The machine does not run, and its key is replaced inside it. Start it, then try again.',
  'key-agent-silent':
    "The machine's guest agent does not answer, so its key stays as it is. Check that qemu-guest-agent runs in it, then try again.",
  'key-file-missing': 'The machine has no {{file}}, so there is no key to replace. Log in by the console and make it, then try again.',
  'key-file-too-large': 'The file {{file}} in the machine is too large to be written by the guest agent.',
  'key-not-kept': 'The machine does not have the key in {{file}} after it was written. Does something else write there? Then try again.',
  'key-old-stays':
    'The new key is in use, but the old one is still in the machine: its guest agent does not answer any more. Replace the key again to remove it.',
  'final-backup-failed':
    'The last backup failed ({{reason}}), so the machine is not deleted: it is whole. Remove the cause and delete it again, or keep it.',
} as const;
