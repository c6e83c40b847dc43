/** Why a step of a recovery runbook failed; see step-reasons.ts. */
export const runbookReasons = {
  'runbook-parameter-gone': 'What this execution is about ({{value}}) does not exist any more.',
  'step-timed-out': 'The expected state was not reached within {{minutes}} min.',
  'no-quorum-left': 'The remaining nodes of {{cluster}} have no quorum, so nothing can be changed. Bring a node back first.',
  'node-still-online': 'Node {{node}} answers: it is not lost. Nothing is recovered elsewhere while it may run the same machines.',
  'vm-still-there': 'VM {{vmid}} is still there and {{status}}. It is not lost.',
  'nothing-to-recover': 'There is nothing to recover here.',
  'no-node-left': 'No other online node has room for VM {{vmid}} ({{memory}} GiB).',
  'no-backup-to-recover': 'VM {{vmid}} has no complete backup that could be restored.',
  'vm-not-recovered': 'VM {{vmid}} does not run on {{node}} yet.',
  'config-not-moved': 'The configuration of VM {{vmids}} is still on node {{node}}. Run the command shown, then confirm.',
  'rehearsal-test-failed': 'The restore test of this rehearsal ended as {{verdict}}.',
} as const;
