import type { Bench, Place } from './bench.ts';
import { differences } from './differences.ts';
import { drive } from './drive.ts';
import { startLife, type Life } from './life.ts';
import { costsOf, outcomeOf, type Outcome } from './outcome.ts';
import { troublesOf, type Trouble } from './troubles.ts';
import type { WorkflowUnderTest } from './workflow.ts';
import { approvedOrder, orderState } from './workflows/orders.ts';

/** A workflow that is ready to be played. */
export interface Play {
  readonly troubles: readonly Trouble[];
  /** What a second run in which nothing happens came to differently: whatever is here would show in every scenario. */
  readonly unsteady: readonly string[];
  /** Plays it with this trouble; answers what is not as it must be. */
  run(trouble: Trouble): Promise<string[]>;
}

/** The place of a machine that was delivered, for all workflows that begin there. */
export const withMachine = (bench: Bench): Promise<Place> =>
  placed(bench, bench.first, async (life) => {
    const id = await approvedOrder(life, 'shop-01', { network: 'default' });
    await drive(life, new Map(), async () => (await orderState(life, id)) !== null);
    if ((await orderState(life, id)) !== 'done') throw new Error('the machine was not delivered');
  });

async function placed(bench: Bench, from: Place, act: (life: Life) => Promise<void>): Promise<Place> {
  const scene = await bench.open(from);
  const life = startLife(scene);
  await act(life);
  await life.end();
  return scene.keep();
}

export async function prepare(bench: Bench, base: Place, workflow: WorkflowUnderTest): Promise<Play> {
  let id = '';
  let before: Outcome | undefined;
  const place = await placed(bench, base, async (life) => {
    await workflow.arrange?.(life);
    before = await outcomeOf(life);
    id = await workflow.begin(life);
  });
  const clean = await undisturbed(bench, place, workflow, id);
  const second = await undisturbed(bench, place, workflow, id);
  return {
    troubles: troublesOf({ ...clean, unwound: workflow.unwind !== undefined }),
    unsteady: differences(clean.outcome, second.outcome),
    run: (trouble) => play({ bench, place, workflow, id, clean: clean.outcome, before: before! }, trouble),
  };
}

async function undisturbed(bench: Bench, place: Place, workflow: WorkflowUnderTest, id: string) {
  const scene = await bench.open(place);
  try {
    const life = startLife(scene);
    const state = await runToEnd(life, workflow, id, new Map());
    if (state !== workflow.well) throw new Error(`${workflow.name} ended as ${state} although nothing was wrong: ${await whyOf(life)}`);
    const wrong = workflow.wrong?.(life) ?? [];
    if (wrong.length > 0) throw new Error(`${workflow.name} ended well, but: ${wrong.join('; ')}`);
    const outcome = await outcomeOf(life);
    await life.end();
    return { calls: life.calls, written: life.written(), outcome };
  } finally {
    await scene.close();
  }
}

interface Played {
  bench: Bench;
  place: Place;
  workflow: WorkflowUnderTest;
  id: string;
  clean: Outcome;
  before: Outcome;
}

async function play({ bench, place, workflow, id, clean, before }: Played, { fault, unwound, cut, ...trouble }: Trouble): Promise<string[]> {
  const scene = await bench.open(place);
  let life = startLife(scene, { ...(cut && { cut }), ...trouble });
  try {
    const records = new Map<string, unknown[]>();
    if (fault) scene.cluster.faults.add(fault);
    let state = await runToEnd(life, workflow, id, records);
    if (cut ? !life.dead : scene.cluster.faults.list().length > 0) return ['nobody met the trouble'];
    if (cut) {
      await life.end();
      life = startLife(scene);
      state = await runToEnd(life, workflow, id, records);
    }
    if (unwound) {
      if (state === workflow.well) return [];
      await workflow.unwind?.(life, id);
      await runToEnd(life, workflow, id, records);
      return differences(costsOf(before), costsOf(await outcomeOf(life)));
    }
    const why = state === workflow.well ? '' : await whyOf(life);
    if (state !== workflow.well) state = await runToEnd(life, workflow, await workflow.again(life, id), records);
    if (state !== workflow.well) return [`ended as ${state}, after ${why}, with ${await whyOf(life)}`];
    const comparable = (why === '' ? undefined : workflow.comparable) ?? ((outcome: Outcome) => outcome);
    return differences(comparable(clean), comparable(await outcomeOf(life))).map((line) => (why === '' ? line : `${line} (after ${why})`));
  } finally {
    await life.end();
    await scene.close();
  }
}

/** Of a busy machine. */
const patienceMs = 180_000;

/** Null when its life ended before. */
async function runToEnd(life: Life, workflow: WorkflowUnderTest, id: string, records: Map<string, unknown[]>): Promise<string | null> {
  const deadline = performance.now() + patienceMs;
  await drive(life, records, async () => {
    if (performance.now() > deadline) throw new Error(`${workflow.name} does not end: ${await whyOf(life)}`);
    return (await workflow.ended(life, id)) !== null;
  }, workflow.answer);
  await Promise.race([life.tidied, life.ended]);
  if (!life.dead) await Promise.race([workflow.afterwards?.(life), life.ended]);
  return life.dead ? null : workflow.ended(life, id);
}

/** What went wrong by the database: what a person would look at first. */
async function whyOf({ db }: Life): Promise<string> {
  const { rows } = await db.query<{ why: string }>(
    `select concat_ws(' ', name, code, technical) as why from vigie.order_steps where state = 'failed'
     union all select concat_ws(' ', kind, code, technical) from vigie.vm_operations where code is not null
     union all select concat_ws(' ', 'backup', code, technical) from vigie.backup_runs where code is not null
     union all select concat_ws(' ', id, code, technical) from vigie.runbook_execution_steps where code is not null
     union all select concat_ws(' ', name, code, technical) from vigie.restore_test_phases where code <> 'earlier-phase-failed'
     union all select concat_ws(' ', name, 'is at work') from vigie.restore_test_phases where state = 'running'`,
  );
  return rows.map(({ why }) => why).join('; ');
}
