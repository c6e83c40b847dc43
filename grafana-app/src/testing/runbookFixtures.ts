import type { Execution, ExecutionStep } from '@vigie/contract/executions';
import type { Me } from '@vigie/contract/me';
import type { Runbook, RunbookList, RunbookStep } from '@vigie/contract/runbooks';
import { operator } from './fixtures';

/** Who may execute runbooks, and who may only watch. */
export const recoverer: Me = { ...operator, capabilities: [...operator.capabilities, 'runbook:read', 'runbook:execute'] };
export const watcher: Me = { ...operator, login: 'eve', role: 'Viewer', capabilities: ['order:read', 'vm:read', 'runbook:read'] };

const step = (id: string, kind: RunbookStep['kind'], rest: Partial<RunbookStep> = {}): RunbookStep => ({
  id,
  kind,
  title: `Title of ${id}`,
  instruction: `Do ${id}`,
  expected: `${id} is true.`,
  destructive: false,
  timeoutMinutes: 10,
  options: [],
  ...rest,
});

const steps: RunbookStep[] = [
  step('check', 'auto'),
  step('decide', 'decision', {
    options: [
      { id: 'recover', label: 'Recover elsewhere' },
      { id: 'repair', label: 'Wait for the repair' },
    ],
  }),
  step('fence', 'manual', { destructive: true }),
  step('restore', 'auto', { destructive: true }),
];

export const runbook: Runbook = {
  slug: 'host-lost',
  title: 'A host is lost',
  covers: 'A host that does not come back in time',
  rtoMinutes: 60,
  destructiveSteps: 2,
  lastRehearsal: null,
  openExecutions: [],
  body: 'Call **the duty**, see [the alert](../docs/alert.md) and [the status](https://status.example).\n\n<img src=x onerror="alert(1)"><script>alert(1)</script>',
  parameters: [{ name: 'node', kind: 'node', label: 'Lost host', choices: [{ value: 'demo/pve1', label: 'pve1 (demo)' }] }],
  steps,
};

export const runbookList = (changes: Partial<RunbookList['items'][number]> = {}): RunbookList => {
  const { body: _body, parameters: _parameters, ...summary } = runbook;
  return {
    items: [{ ...summary, steps: steps.length, ...changes }],
    readiness: {
      score: 72,
      reasons: [
        { code: 'node-offline', params: { node: 'pve2', cluster: 'demo' }, message: 'Node pve2 of cluster demo is offline.', points: 28 },
      ],
    },
  };
};

export const executionId = 'exe_0000000000000001';

/** An execution for real at its step `at`, which is `changes`; those before are done. */
export function executionAt(at: number, changes: Partial<ExecutionStep>, rest: Partial<Execution> = {}): Execution {
  return {
    id: executionId,
    runbook: runbook.slug,
    title: runbook.title,
    mode: 'real',
    state: 'waiting',
    reason: 'pve1 burns',
    parameters: [{ name: 'node', value: 'demo/pve1', label: 'pve1 (demo)' }],
    startedBy: 'bob',
    startedAt: new Date(Date.now() - 60_000).toISOString(),
    rtoSeconds: 3600,
    steps: steps.map((one, index) => ({
      ...one,
      state: index < at ? 'done' : 'pending',
      confirmedBy: [],
      neededConfirmations: one.destructive ? 2 : 0,
      lines: [],
      ...(index < at && { startedAt: '2026-11-21T05:00:00.000Z', endedAt: '2026-11-21T05:01:12.000Z' }),
      ...(index === at && changes),
    })),
    journal: [{ sequence: 1, at: '2026-11-21T05:00:00.000Z', actor: 'bob', act: 'begun', detail: { reason: 'pve1 burns' } }],
    ...rest,
  };
}
