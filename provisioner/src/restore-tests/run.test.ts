import { restoreTestPhaseNames, type RestoreTestPhaseName } from '@vigie/contract/restore-test-phases';
import { because } from '@vigie/contract/step-reasons';
import type { Durable } from '../engine/durable.ts';
import { StepFailure, StepRetry } from '../steps/failure.ts';
import { fails, holds, TestCancelled, type Proof } from './proof.ts';
import { runTest, type TestWork } from './run.ts';

const deciding = restoreTestPhaseNames.slice(0, -2);
const good: Proof = holds({ name: 'runs', expected: 'a', seen: 'a' });
const bad: Proof = fails({ name: 'port', expected: 'a', seen: 'b' }, because('port-closed', { port: 22 }));

/** A body that runs here, with phases that do what `act` says, else pass. */
function world(act: Partial<Record<RestoreTestPhaseName, () => Proof[]>> = {}) {
  const states = new Map<RestoreTestPhaseName, string>(restoreTestPhaseNames.map((name) => [name, 'pending']));
  const log: string[] = [];
  let slept = 0;
  let cancelled: string | null = null;
  const durable: Durable = {
    step: (_name, run) => run(),
    sleep: () => Promise.resolve(void (slept += 1)),
    wait: () => Promise.resolve(),
  };
  const work: TestWork = {
    deciding,
    begin: () => Promise.resolve(true),
    stateOf: (_id, phase) => Promise.resolve(states.get(phase) ?? 'pending'),
    cancelledBy: () => Promise.resolve(cancelled),
    started: (_id, phase) => Promise.resolve(void states.set(phase, 'running')),
    run(_id, phase) {
      log.push(phase);
      return Promise.resolve().then(() => act[phase]?.() ?? [good]);
    },
    retries: () => Promise.resolve(),
    ended: (_id, phase, { state }) => Promise.resolve(void states.set(phase, state)),
    skipRest: (_id, why) =>
      Promise.resolve(deciding.forEach((name) => ['pending', 'running'].includes(states.get(name) ?? '') && states.set(name, `skipped ${why.code}`))),
    end: () => Promise.resolve(void log.push('end')),
    notify: () => Promise.resolve(void log.push('notify')),
  };
  return { durable, work, states, log, slept: () => slept, cancel: (login: string) => (cancelled = login) };
}
const closing = ['cleanup', 'evidence', 'end', 'notify'];

test('every phase once, in its order, then what runs in any case', async () => {
  const { durable, work, log } = world();
  await runTest(durable, 'rst_1', work);
  expect(log).toEqual([...deciding, ...closing]);
});

test('after the first that does not pass the others are not done; cleanup, evidence and the message are', async () => {
  const { durable, work, log, states } = world({ inspect: () => [good, bad] });
  await runTest(durable, 'rst_1', work);
  expect(log).toEqual(['select', 'preflight', 'reserve', 'restore', 'inspect', ...closing]);
  expect([states.get('inspect'), states.get('start'), states.get('objectives'), states.get('cleanup')]).toEqual([
    'failed', 'skipped earlier-phase-failed', 'skipped earlier-phase-failed', 'passed',
  ]);
});

test('what may pass is tried again; what stays makes the test inconclusive, never failed', async () => {
  let attempts = 0;
  const passing = world({ restore: () => (++attempts < 3 ? retry() : [good]) });
  await runTest(passing.durable, 'rst_1', passing.work);
  expect([passing.states.get('restore'), passing.slept()]).toEqual(['passed', 2]);
  const away = world({ restore: retry });
  await runTest(away.durable, 'rst_1', away.work);
  expect([away.states.get('restore'), away.slept(), away.log.slice(-4)]).toEqual(['inconclusive', 11, closing]);
  const refused = world({ preflight: () => { throw new StepFailure(because('lab-vmids-used-up')); } });
  await runTest(refused.durable, 'rst_1', refused.work);
  expect([refused.states.get('preflight'), refused.slept()]).toEqual(['inconclusive', 0]);
});

function retry(): never {
  throw new StepRetry(because('proxmox-busy'));
}

test('stopped by a person between two phases, or inside a long one: what was made is removed', async () => {
  const between = world({ reserve: () => (between.cancel('admin'), [good]) });
  await runTest(between.durable, 'rst_1', between.work);
  expect(between.log).toEqual(['select', 'preflight', 'reserve', ...closing]);
  expect(between.states.get('restore')).toBe('skipped test-cancelled');
  const inside = world({ agent: () => { throw new TestCancelled(); } });
  await runTest(inside.durable, 'rst_1', inside.work);
  expect([inside.states.get('agent'), inside.states.get('cleanup')]).toEqual(['skipped test-cancelled', 'passed']);
});

test('a run after a crash passes over what was done, and goes on after what had failed', async () => {
  const { durable, work, log, states } = world();
  for (const name of ['select', 'preflight', 'reserve'] as const) states.set(name, 'passed');
  states.set('restore', 'running');
  await runTest(durable, 'rst_1', work);
  expect(log).toEqual([...deciding.slice(3), ...closing]);
  const failed = world();
  failed.states.set('select', 'failed');
  await runTest(failed.durable, 'rst_1', failed.work);
  expect(failed.log).toEqual(closing);
});

test('a message that cannot be sent is tried again, and changes nothing', async () => {
  const { durable, work, slept, states } = world();
  await runTest(durable, 'rst_1', { ...work, notify: () => Promise.reject(new Error('no Slack')) });
  expect(slept()).toBe(12);
  expect(states.get('objectives')).toBe('passed');
});

test('a test that was stopped while it waited does nothing', async () => {
  const { durable, work, log } = world();
  await runTest(durable, 'rst_1', { ...work, begin: () => Promise.resolve(false) });
  expect(log).toEqual([]);
});
