/** Why a backup failed or lacks something; see step-reasons.ts. */
export const backupReasons = {
  'backup-storage-missing': 'No online node has the backup storage {{storage}}. Correct the backup policy or bring the storage back.',
  'backup-vm-not-delivered': 'The machine is not delivered yet.',
  'backup-vm-elsewhere': 'VM {{vmid}} is not on any node of the cluster any more.',
  'backup-node-offline': 'Node {{node}} of the machine is offline.',
  'backup-not-started': 'Proxmox did not start the backup. The machine may just have moved to another node.',
  'backup-not-listed': 'The backup ended well, but the storage {{storage}} does not list it.',
  'backup-not-pruned': 'The backup was made, but old ones that the policy does not keep could not be removed.',
  'backup-run-missing': 'The backup {{id}} is not in the database any more.',
} as const;
