/** Why something could not be done with a delivered machine. See step-reasons.ts. */
export const vmLifeReasons = {
  'operation-missing': 'The operation {{id}} is not in the database any more.',
  'vm-on-the-move': 'VM {{vmid}} is being moved to another node.',
  'vm-absence-unproven':
    'VM {{vmid}} is not in Proxmox. While node {{node}} is offline that is not believed: bring the node back, or remove it from the cluster.',
  'vm-node-away': 'Node {{node}} of VM {{vmid}} is offline.',
  'vm-keeps-running': 'The machine did not shut down within {{seconds}} s. Use stop, which pulls the plug, or shut it down from inside.',
  'vm-is-stopped': 'The machine does not run. Start it instead.',
  'vm-still-running': 'The VM still runs.',
  'vm-grown-elsewhere': 'The disk has {{size}} GiB already, more than the {{wanted}} GiB asked for. A disk cannot shrink.',
  'snapshot-name-taken': 'The machine has a snapshot {{name}} already. Take another name.',
  'snapshot-missing': 'The machine has no snapshot {{name}} any more.',
  'snapshot-not-kept': 'The snapshot {{name}} is not there after it was taken.',
  'final-backup-failed':
    'The last backup failed ({{reason}}), so the machine is not deleted: it is stopped and whole. Remove the cause and delete it again, or start it.',
} as const;
