import type { RestoreTest } from '@vigie/contract/restore-tests';

const phase = (name: RestoreTest['phases'][number]['name'], minute: number): RestoreTest['phases'][number] => ({
  name, state: 'passed', startedAt: `2026-11-21T03:${minute}:00.000Z`, endedAt: `2026-11-21T03:${minute}:40.500Z`,
});

/** A test that passed; a test changes what it is about. */
export const aRestoreTest = (facts: Partial<RestoreTest> = {}): RestoreTest => ({
  id: 'rst_0123456789abcdef',
  vm: 'vm_0123456789abcdef',
  vmName: 'web-01',
  vmid: 20001,
  tenant: 'acme',
  cluster: 'demo',
  origin: 'schedule',
  state: 'running',
  verdict: 'passed',
  backup: { volume: 'pbs:backup/vm/20001/2026-11-21T01:30:00Z', takenAt: '2026-11-21T01:30:00.000Z' },
  rtaSeconds: 161,
  rpaSeconds: 7_200,
  rtoSeconds: 900,
  rpoSeconds: 93_600,
  requestedBy: 'system',
  createdAt: '2026-11-21T03:30:00.000Z',
  startedAt: '2026-11-21T03:30:01.000Z',
  endedAt: '2026-11-21T03:35:00.000Z',
  phases: [phase('select', 30), phase('restore', 31), phase('data', 32), phase('cleanup', 33), { name: 'evidence', state: 'running' }],
  checks: [
    { name: 'canary', phase: 'data', passed: true, expected: 'sha256 ab12', seen: 'sha256 ab12' },
    { name: 'port', phase: 'service', subject: '22', passed: true, expected: 'served', seen: 'served' },
  ],
  leftovers: [],
  ...facts,
});
