import type { MetricDefinition } from './definition.ts';

const vm = ['cluster', 'id', 'tenant'] as const;

/** Backups, restore tests and runbooks, as the provisioner knows them from its store; `id` is the one of the guest metrics (`qemu/100`). */
export const resilienceMetrics = {
  vmDelivered: {
    name: 'vigie_vm_delivered_timestamp_seconds',
    type: 'gauge',
    unit: 'timestamp',
    help: 'When the machine was delivered to its tenant: from then on it must be backed up and proven.',
    labels: ['cluster', 'id', 'tenant', 'name'],
  },
  backupRpo: {
    name: 'vigie_backup_rpo_seconds',
    type: 'gauge',
    unit: 'seconds',
    help: 'Objective of the tenant: how much work may be lost at most.',
    labels: ['tenant'],
  },
  backupRto: {
    name: 'vigie_backup_rto_seconds',
    type: 'gauge',
    unit: 'seconds',
    help: 'Objective of the tenant: how long the recovery of a machine may take at most.',
    labels: ['tenant'],
  },
  backupLastRunSuccess: {
    name: 'vigie_backup_last_run_success',
    type: 'gauge',
    unit: 'flag',
    help: 'Whether the last backup run of the machine that ended made a backup. None before its first run.',
    labels: vm,
  },
  testWindow: {
    name: 'vigie_restore_test_window_seconds',
    type: 'gauge',
    unit: 'seconds',
    help: 'Objective of the tenant: every machine is proven by a restore test at least once in so long.',
    labels: ['tenant'],
  },
  testLastVerdict: {
    name: 'vigie_restore_test_last_verdict',
    type: 'gauge',
    unit: 'state',
    help: 'Verdict of the last restore test that ended: 1 for passed, failed or inconclusive, 0 for the other two. None before the first.',
    labels: [...vm, 'verdict'],
  },
  testLastEnd: {
    name: 'vigie_restore_test_last_end_timestamp_seconds',
    type: 'gauge',
    unit: 'timestamp',
    help: 'When the last restore test of the machine ended.',
    labels: vm,
  },
  testLastSuccess: {
    name: 'vigie_restore_test_last_success_timestamp_seconds',
    type: 'gauge',
    unit: 'timestamp',
    help: 'When the last restore test of the machine that passed ended. None before the first.',
    labels: vm,
  },
  testRta: {
    name: 'vigie_restore_test_rta_seconds',
    type: 'gauge',
    unit: 'seconds',
    help: 'Of the last restore test that came so far: from the begin of the restore until the services answered.',
    labels: vm,
  },
  testRpa: {
    name: 'vigie_restore_test_rpa_seconds',
    type: 'gauge',
    unit: 'seconds',
    help: 'Of the last restore test that found a backup: the age of the backup when the test began.',
    labels: vm,
  },
  testPhaseDuration: {
    name: 'vigie_restore_test_phase_duration_seconds',
    type: 'gauge',
    unit: 'seconds',
    help: 'Of the last restore test that ended: how long each phase took that was done.',
    labels: [...vm, 'phase'],
  },
  testLeftovers: {
    name: 'vigie_restore_test_leftovers',
    type: 'gauge',
    unit: 'count',
    help: 'Objects of ended restore tests that are still in Proxmox.',
    labels: ['cluster'],
  },
  runbookLastRehearsal: {
    name: 'vigie_runbook_last_rehearsal_timestamp_seconds',
    type: 'gauge',
    unit: 'timestamp',
    help: 'When the last rehearsal of the runbook reached its end. None before the first.',
    labels: ['runbook'],
  },
  runbookWaitingSteps: {
    name: 'vigie_runbook_waiting_steps',
    type: 'gauge',
    unit: 'count',
    help: 'Steps of executions of the runbook that wait for a person.',
    labels: ['runbook'],
  },
} as const satisfies Record<string, MetricDefinition>;
