import { generateKeyPairSync } from 'node:crypto';
import type { LoadedConfig } from '@vigie/config/load';
import type { Execution, ExecutionStep } from '@vigie/contract/executions';
import type { RestoreTest } from '@vigie/contract/restore-tests';
import { signingKey, type SigningKey } from './signing-key.ts';

/** A key of its own for each call. */
export function aSigningKey(): SigningKey {
  const name = 'VIGIE_TEST_EVIDENCE_KEY';
  process.env[name] = generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  try {
    return signingKey({ config: { resilience: { evidenceKey: { env: name } } }, baseDir: '/' } as LoadedConfig, '/nowhere');
  } finally {
    delete process.env[name];
  }
}

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

const step = (facts: Pick<ExecutionStep, 'id' | 'kind'> & Partial<ExecutionStep>): ExecutionStep => ({
  title: `Step ${facts.id}`,
  instruction: 'Do it.',
  expected: 'It is done.',
  destructive: false,
  timeoutMinutes: 10,
  options: [],
  state: 'done',
  startedAt: '2026-11-21T08:00:00.000Z',
  endedAt: '2026-11-21T08:01:05.000Z',
  confirmedBy: [],
  neededConfirmations: 0,
  lines: [],
  ...facts,
});

/** A rehearsal that reached its end; a test changes what it is about. */
export const anExecution = (facts: Partial<Execution> = {}): Execution => ({
  id: 'exe_0123456789abcdef',
  runbook: 'pve-host-lost',
  title: 'A PVE host lost',
  mode: 'rehearsal',
  state: 'done',
  reason: 'Twice a year',
  parameters: [{ name: 'node', value: 'demo/pve2', label: 'pve2' }],
  startedBy: 'admin',
  startedAt: '2026-11-21T08:00:00.000Z',
  endedAt: '2026-11-21T08:12:00.000Z',
  rtoSeconds: 1_800,
  steps: [
    step({ id: 'fence', kind: 'manual', destructive: true, confirmedBy: ['admin', 'second'], neededConfirmations: 2, doneBy: 'admin' }),
    step({ id: 'where', kind: 'decision', options: [{ id: 'pve1', label: 'On pve1' }], chosen: 'pve1', note: 'It has room.' }),
    step({ id: 'start', kind: 'auto', probe: { reached: true, doubtful: false, text: '3 of 3 machines run', at: '2026-11-21T08:11:00.000Z' } }),
  ],
  journal: [{ sequence: 1, at: '2026-11-21T08:00:00.000Z', actor: 'admin', act: 'started', detail: { b: 1, a: 'x' } }],
  ...facts,
});
