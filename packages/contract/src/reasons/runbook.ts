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
  'restore-left-over': 'What is on node {{node}} as VM {{vmid}} is not the whole machine: a restore broke off. Remove it there, then retry.',
  'vm-node-offline': 'Node {{node}} of VM {{vmid}} is offline. Use the runbook for a lost host.',
  'earlier-step-missing': 'The step that finds out what is needed here was skipped. Skip this one too, and do by hand what it says.',
  'rehearsal-test-running': 'The restore test of this rehearsal is still going on.',
  'rehearsal-test-failed': 'The restore test of this rehearsal ended as {{verdict}}.',
} as const;
