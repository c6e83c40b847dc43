import { setTimeout as sleep } from 'node:timers/promises';
import type { OrderStepName } from '@vigie/contract/order-steps';
import type { Durable } from '../../../provisioner/src/engine/durable.ts';
import { runSteps } from '../../../provisioner/src/engine/run-steps.ts';
import { settleNetworkChoice } from '../../../provisioner/src/store/network-choices.ts';
import type { Life } from './life.ts';
import { shorter } from './shorter.ts';

/** What runs have recorded, by run: it outlives the lives that write it, as the engine's tables do. */
type Records = Map<string, unknown[]>;

/** What people do when a run waits for them. */
type Answer = (life: Life, id: string) => Promise<void>;

/** For what sends no event, such as work that other work has queued. */
const lookMs = 100;

/**
 * Does what the engine does with all work that the store says must go on, until `isOver`, or until the life ends. What a run recorded is
 * not done again; what it was at when a life ended is.
 */
export async function drive(life: Life, records: Records, isOver: () => Promise<boolean>, answer: Answer = () => Promise.resolve()): Promise<void> {
  const begun = new Set<string>();
  const going = new Set<Promise<void>>();
  let broken: { error: unknown } | undefined;
  while (!life.dead && !(await Promise.race([isOver(), life.ended.then(() => true)]))) {
    for (const { id, key, body } of await Promise.race([workOf(life), life.ended.then(() => [])])) {
      if (begun.has(key)) continue;
      begun.add(key);
      const run = body(recorded(recordsOf(records, key), life, () => answer(life, id)))
        .catch((error: unknown) => void (broken = { error }))
        .finally(() => going.delete(run));
      going.add(run);
    }
    await Promise.race([...going, life.ended, sleep(lookMs)]);
    if (broken) throw broken.error;
  }
  // What has ended may have a last thing to do, such as a message.
  if (!life.dead) await Promise.race([Promise.all(going), life.ended]);
  if (broken) throw broken.error;
}

interface Work {
  id: string;
  key: string;
  body(durable: Durable): Promise<void>;
}

async function workOf(life: Life): Promise<Work[]> {
  const { kinds, orders } = life;
  const [live, ...refs] = await Promise.all([orders.live(), ...kinds.map((kind) => kind.live())]);
  const ofOrders = live.map(({ id, run, state }): Work => {
    const back = state === 'cancelling';
    return { id, key: `${id}/${back ? 'undo' : 'build'}/${run}`, body: (durable) => (back ? undo(durable, orders, id) : build(durable, life, id)) };
  });
  const ofKinds = kinds.flatMap(({ name, body }, index) =>
    (refs[index] ?? []).map(({ id, run }): Work => ({ id, key: `${id}/${name}/${run}`, body: (durable) => body(durable, id) })),
  );
  return [...ofOrders, ...ofKinds];
}

/** All steps of an order. It is approved when a scenario begins; its tenant is asked for a network at once. */
export const stepsOf = ({ beforeApproval, approval, beforeChoice, choice, afterChoice }: Life['orders']) =>
  [...beforeApproval, approval, ...beforeChoice, choice, ...afterChoice];

async function build(durable: Durable, { orders, db }: Life, id: string): Promise<void> {
  const { beforeApproval, approval, beforeChoice, choice, afterChoice, progress } = orders;
  const taken = (steps: readonly OrderStepName[]) => runSteps(durable, steps, id, orders.runStep, progress);
  if (!(await taken([...beforeApproval, approval, ...beforeChoice]))) return;
  await durable.step('answered', async () => {
    if (typeof (await progress.choiceOpen(id)) === 'number') await settleNetworkChoice(db, id, { network: 'new', via: 'app', by: 'editor' });
  });
  if (await taken([choice, ...afterChoice])) await durable.step('finished', () => progress.finished(id));
}

async function undo(durable: Durable, orders: Life['orders'], id: string): Promise<void> {
  if (await runSteps(durable, stepsOf(orders).reverse(), id, orders.undoStep, orders.undoProgress)) {
    await durable.step('finished', () => orders.undoProgress.finished(id));
  }
}

function recordsOf(records: Records, key: string): unknown[] {
  const list = records.get(key) ?? [];
  records.set(key, list);
  return list;
}

function recorded(list: unknown[], life: Life, answer: () => Promise<void>): Durable {
  let at = 0;
  const step = async <Result>(_name: string, act: () => Promise<Result>): Promise<Result> => {
    const index = at++;
    if (index >= list.length) {
      const result = await act();
      if (life.dead) return new Promise<Result>(() => {});
      list.push(JSON.parse(JSON.stringify(result ?? null)));
    }
    return list[index] as Result;
  };
  return { step, sleep: (ms) => sleep(ms / shorter), wait: () => step('wait', answer) };
}
