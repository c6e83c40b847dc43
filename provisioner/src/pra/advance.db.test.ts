import { because } from '@vigie/contract/step-reasons';
import type { StepAct } from '@vigie/contract/executions';
import { StepFailure, StepRetry } from '../steps/failure.ts';
import { journalOf } from '../store/execution-journal.ts';
import { executionSteps, type ExecutionStepRow } from '../store/execution-steps.ts';
import { lockExecution } from '../store/executions.ts';
import { databaseForTests } from '../store/test-database.ts';
import { abortExecution, actOn } from './acts.ts';
import { runExecution } from './advance.ts';
import { executionView, planOf } from './execution-view.ts';
import { anExecution, autoStep, decisionStep, ended, fakeDurable, Left, manualStep, noPorts, planWith, scriptedAction, watchedGuide } from './fixture.ts';
import { provedInLab } from './rehearsal-test.ts';
import type { ExecutionWork } from './turn.ts';

const db = databaseForTests();

type Person = [login: string, step: string, act: StepAct];

const workWith = (...parts: (ExecutionWork['actions'][number] | ExecutionWork['guides'][number])[]): ExecutionWork => ({
  db, ports: noPorts,
  actions: parts.filter((part) => 'run' in part),
  guides: parts.filter((part) => 'prepare' in part),
});

async function act(work: ExecutionWork, id: string, [login, stepId, what]: Person): Promise<void> {
  await db.transaction(async (tx) => {
    const row = await lockExecution(tx, id);
    await actOn(tx, row!, planOf(row!), work.guides, { login, stepId, act: what });
  });
}

/** Runs the execution; at each wait the next of the people acts. Without people left the run is left where it is. */
async function run(work: ExecutionWork, id: string, ...people: Person[]): Promise<void> {
  const durable = fakeDurable(async () => {
    const person = people.shift();
    if (person) await act(work, id, person);
    return person !== undefined;
  });
  await runExecution(durable, id, work).catch((error: unknown) => {
    if (!(error instanceof Left)) throw error;
  });
}

const states = async (id: string) => (await executionSteps(db, id)).map(({ state }) => state);
const step = async (id: string, name: string): Promise<ExecutionStepRow> => (await executionSteps(db, id)).find((row) => row.id === name)!;
const journal = async (id: string) => (await journalOf(db, id)).map(({ actor, act: what, step: at }) => `${actor} ${what} ${at ?? ''}`.trim());
const failure = () => Promise.reject(new StepFailure(because('node-still-online', { node: 'pve1' })));

test('automatic steps run in their order to the end', async () => {
  const [first, second] = [scriptedAction('first'), scriptedAction('second')];
  const id = await anExecution(db, planWith(autoStep('one', 'first'), autoStep('two', 'second')));
  await run(workWith(first, second), id);
  expect(await states(id)).toEqual(['done', 'done']);
  expect((await ended(db, id)).state).toBe('done');
  expect(await journal(id)).toEqual(['system step-started one', 'system step-done one', 'system step-started two', 'system step-done two', 'system finished']);
});

test('a rehearsal calls rehearse and never run', async () => {
  const action = scriptedAction('first');
  const id = await anExecution(db, planWith(autoStep('one', 'first')), 'rehearsal');
  await run(workWith(action), id);
  expect(action.asked).toEqual(['rehearse']);
});

test('what is not needed is skipped, with the reason in the journal', async () => {
  const id = await anExecution(db, planWith(autoStep('one', 'first')));
  await run(workWith(scriptedAction('first', () => Promise.resolve('not-needed'))), id);
  expect(await states(id)).toEqual(['skipped']);
  expect((await journalOf(db, id))[1]).toMatchObject({ act: 'step-skipped', detail: { why: 'not needed' } });
});

test('too early is tried again, and told meanwhile', async () => {
  const seen: (string | null)[] = [];
  const id = await anExecution(db, planWith(autoStep('one', 'first')));
  const early = () => Promise.reject(new StepRetry(because('vm-not-running')));
  const action = scriptedAction('first', early, async () => {
    seen.push((await step(id, 'one')).code);
    return 'done';
  });
  await run(workWith(action), id);
  expect(seen).toEqual(['vm-not-running']);
  expect(await step(id, 'one')).toMatchObject({ state: 'done', attempts: 2, code: null });
});

test('what is too early for too long has failed, and says what was missing', async () => {
  const id = await anExecution(db, planWith(autoStep('one', 'first')));
  const late = async () => {
    await db.query(`update vigie.runbook_execution_steps set started_at = now() - interval '2 minutes' where execution_id = $1`, [id]);
    throw new StepRetry(because('vm-not-running'));
  };
  await run(workWith(scriptedAction('first', late, late)), id);
  expect(await step(id, 'one')).toMatchObject({ state: 'failed', code: 'step-timed-out', technical: expect.stringContaining('does not run yet') });
  expect((await ended(db, id)).state).toBe('failed');
});

test('a failed step waits for a person, who tries again', async () => {
  const action = scriptedAction('first', failure);
  const id = await anExecution(db, planWith(autoStep('one', 'first')));
  const work = workWith(action);
  await run(work, id);
  expect(await step(id, 'one')).toMatchObject({ state: 'failed', code: 'node-still-online' });
  expect((await journalOf(db, id)).at(-1)).toMatchObject({
    act: 'step-failed', detail: { code: 'node-still-online', params: { node: 'pve1' }, message: expect.stringContaining('pve1') },
  });
  expect((await ended(db, id)).ended_at).toBeNull();
  await run(work, id, ['ann', 'one', { act: 'retry' }]);
  expect(action.asked).toHaveLength(2);
  expect(await states(id)).toEqual(['done']);
});

test('a failed step is skipped with a note, and the next one runs', async () => {
  const second = scriptedAction('second');
  const id = await anExecution(db, planWith(autoStep('one', 'first'), autoStep('two', 'second')));
  await run(workWith(scriptedAction('first', failure), second), id, ['bob', 'one', { act: 'skip', note: 'done by hand' }]);
  expect(await step(id, 'one')).toMatchObject({ state: 'skipped', note: 'done by hand', done_by: 'bob' });
  expect(await states(id)).toEqual(['skipped', 'done']);
});

test('a destructive step runs only when two persons have confirmed it', async () => {
  const action = scriptedAction('first');
  const work = workWith(action);
  const id = await anExecution(db, planWith(autoStep('one', 'first', true)));
  await run(work, id, ['ann', 'one', { act: 'confirm' }]);
  expect(action.asked).toEqual([]);
  await expect(act(work, id, ['ann', 'one', { act: 'confirm' }])).rejects.toMatchObject({ code: 'second-person-needed' });
  await run(work, id, ['bob', 'one', { act: 'confirm' }]);
  expect(action.asked).toEqual(['run']);
  expect((await step(id, 'one')).confirmed_by).toEqual(['ann', 'bob']);
});

test('in a rehearsal one person is enough', async () => {
  const action = scriptedAction('first');
  const id = await anExecution(db, planWith(autoStep('one', 'first', true)), 'rehearsal');
  await run(workWith(action), id, ['ann', 'one', { act: 'confirm' }]);
  expect(action.asked).toEqual(['rehearse']);
});

test('a manual step shows its lines and its probe, and ends when a person says so', async () => {
  const sight = { reached: false };
  const work = workWith(watchedGuide('move', sight));
  const id = await anExecution(db, planWith(manualStep('one', 'move')));
  await run(work, id);
  expect(await step(id, 'one')).toMatchObject({ state: 'waiting', probe: { reached: false }, lines: [{ command: true, text: { en: 'mv a b' } }] });
  await expect(act(work, id, ['ann', 'one', { act: 'done' }])).rejects.toMatchObject({ code: 'invalid-request' });
  sight.reached = true;
  await run(work, id, ['ann', 'one', { act: 'done' }]);
  expect(await states(id)).toEqual(['done']);
  expect(await journal(id)).toEqual(['system step-waits one', 'system probe-reached one', 'ann done one', 'system finished']);
  const told = async (language: 'en' | 'fr') => executionView(await ended(db, id), [], await journalOf(db, id), language).journal[1]?.detail;
  expect([await told('en'), await told('fr')]).toEqual([{ seen: 'there' }, { seen: 'there (fr)' }]);
});

test('a probe that sees nothing is overruled by a note only', async () => {
  const work = workWith(watchedGuide('move', { reached: false }));
  const id = await anExecution(db, planWith(manualStep('one', 'move')));
  await run(work, id, ['ann', 'one', { act: 'done', note: 'Proxmox shows it late' }]);
  expect(await step(id, 'one')).toMatchObject({ state: 'done', note: 'Proxmox shows it late' });
});

test('a guide that breaks down holds nobody back, and is asked again', async () => {
  let asked = 0;
  const guide = { ...watchedGuide('move', { reached: true }), prepare: () => (++asked === 1 ? failure() : Promise.resolve('needed' as const)) };
  const work = workWith(guide);
  const id = await anExecution(db, planWith(manualStep('one', 'move')));
  await run(work, id);
  expect(await step(id, 'one')).toMatchObject({ state: 'waiting', code: 'node-still-online' });
  await run(work, id);
  expect(await step(id, 'one')).toMatchObject({ state: 'waiting', code: null });
});

test('a manual step that destroys is confirmed by two before it can be done', async () => {
  const work = workWith();
  const id = await anExecution(db, planWith(manualStep('one', undefined, true)));
  await run(work, id, ['ann', 'one', { act: 'confirm' }]);
  await expect(act(work, id, ['ann', 'one', { act: 'done' }])).rejects.toMatchObject({ code: 'wrong-state' });
  await run(work, id, ['bob', 'one', { act: 'confirm' }], ['ann', 'one', { act: 'done' }]);
  expect(await states(id)).toEqual(['done']);
});

test('a decision takes its path, and says why the other steps are not taken', async () => {
  const id = await anExecution(db, planWith(decisionStep('one', [{ id: 'all' }, { id: 'less', skip: ['two'] }]), autoStep('two', 'second'), manualStep('three')));
  const second = scriptedAction('second');
  const work = workWith(second);
  await run(work, id);
  await expect(act(work, id, ['ann', 'one', { act: 'choose', option: 'more' }])).rejects.toMatchObject({ code: 'invalid-request' });
  await run(work, id, ['ann', 'one', { act: 'choose', option: 'less' }], ['ann', 'three', { act: 'done' }]);
  expect(await states(id)).toEqual(['done', 'skipped', 'done']);
  expect(second.asked).toEqual([]);
});

test('a decision can end it', async () => {
  const id = await anExecution(db, planWith(decisionStep('one', [{ id: 'go' }, { id: 'stop', abort: true }]), manualStep('two')));
  await run(workWith(), id, ['ann', 'one', { act: 'choose', option: 'stop', note: 'the data is bad' }]);
  expect(await ended(db, id)).toMatchObject({ state: 'aborted', abort_reason: 'the data is bad' });
  expect(await states(id)).toEqual(['done', 'skipped']);
});

test.each<[StepAct, string]>([
  [{ act: 'confirm' }, 'wrong-state'],
  [{ act: 'choose', option: 'x' }, 'wrong-state'],
  [{ act: 'retry' }, 'wrong-state'],
  [{ act: 'skip', note: 'x' }, 'wrong-state'],
])('%j is refused for a manual step that waits', async (what, code) => {
  const work = workWith();
  const id = await anExecution(db, planWith(manualStep('one'), manualStep('two')));
  await run(work, id);
  await expect(act(work, id, ['ann', 'one', what])).rejects.toMatchObject({ code });
  await expect(act(work, id, ['ann', 'two', { act: 'done' }])).rejects.toMatchObject({ code: 'wrong-state' });
  await expect(act(work, id, ['ann', 'nine', { act: 'done' }])).rejects.toMatchObject({ code: 'not-found' });
});

test('an execution that was ended while its step ran stays ended', async () => {
  const id = await anExecution(db, planWith(autoStep('one', 'first'), autoStep('two', 'second')));
  const second = scriptedAction('second');
  const action = scriptedAction('first', async () => {
    await db.transaction(async (tx) => abortExecution(tx, (await lockExecution(tx, id))!, 'ann', 'it is back'));
    return 'done';
  });
  await run(workWith(action, second), id);
  expect((await ended(db, id)).state).toBe('aborted');
  expect(await states(id)).toEqual(['skipped', 'skipped']);
  expect(second.asked).toEqual([]);
});

test('a run that died in the middle of a step begins that step again, and none before it', async () => {
  const first = scriptedAction('first');
  const second = scriptedAction('second', () => Promise.reject(new Left()));
  const id = await anExecution(db, planWith(autoStep('one', 'first'), autoStep('two', 'second')));
  // The process dies: what the step threw is never seen.
  const dying = { ...second, run: () => new Promise<never>(() => {}) };
  void runExecution(fakeDurable(() => Promise.resolve(false)), id, workWith(first, dying));
  await new Promise<void>((begun) => {
    const look = () => void step(id, 'two').then(({ state }) => (state === 'running' ? begun() : setImmediate(look)));
    look();
  });
  await run(workWith(first, scriptedAction('second')), id);
  expect(first.asked).toEqual(['run']);
  expect(await states(id)).toEqual(['done', 'done']);
  expect((await journal(id)).filter((line) => line === 'system step-started two')).toHaveLength(1);
});

test('the journal cannot be changed', async () => {
  const id = await anExecution(db, planWith(autoStep('one', 'first')));
  await run(workWith(scriptedAction('first')), id);
  await expect(db.query('update vigie.runbook_journal set actor = $2 where execution_id = $1', [id, 'nobody'])).rejects.toThrow('append-only');
  await expect(db.query('delete from vigie.runbook_journal where execution_id = $1', [id])).rejects.toThrow('append-only');
});

test('what a step remembers is there in its next attempt, and in later steps', async () => {
  const started: string[] = [];
  const verdicts = [null, 'passed' as const];
  const remembering: ExecutionWork['actions'][number] = {
    name: 'first', parameters: [], after: [], run: () => Promise.reject(new Error('never')),
    rehearse: (context) => provedInLab(context, { id: 'vm_1', name: 'web', vmid: 1 }).then(() => 'done'),
  };
  const id = await anExecution(db, planWith(autoStep('one', 'first')), 'rehearsal');
  const restoreTests = {
    start: (vm: string) => Promise.resolve(`rst_${started.push(vm)}`),
    state: () => Promise.resolve({ verdict: verdicts.shift() ?? null }),
  };
  await run({ ...workWith(remembering), ports: { ...noPorts, restoreTests } }, id);
  expect(started).toEqual(['vm_1']);
  expect(await step(id, 'one')).toMatchObject({ state: 'done', lines: [{ text: { en: 'web (1): restore test rst_1 passed.' } }] });
});
