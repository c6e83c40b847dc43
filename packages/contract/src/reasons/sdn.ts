/** Why the SDN of a cluster cannot be changed at the moment; see step-reasons.ts. */
export const sdnReasons = {
  'sdn-locked':
    'Somebody else holds the lock of the SDN of cluster {{cluster}} and is changing it. Vigie waits for them. If nobody is, release it on a node (pvesh delete /cluster/sdn/lock --force 1), then retry.',
  'sdn-pending-foreign':
    'The SDN of cluster {{cluster}} has changes of somebody else that were not applied: {{what}}. Apply them or take them back in Proxmox (Datacenter > SDN), then retry.',
  'sdn-lock-unanswered': 'Proxmox did not say whether Vigie has the lock of the SDN. That is found out in a moment.',
} as const;
