import { because } from '@vigie/contract/step-reasons';
import { StepFailure, StepRetry } from '../steps/failure.ts';
import type { Durable } from './durable.ts';
import { runSteps, type Progress } from './run-steps.ts';

type Name = 'a' | 'b' | 'c';
const names: readonly Name[] = ['a', 'b', 'c'];

/** A store of one run, and what happens there. */
function world(fates: Partial<Record<Name, (Error | 'done')[]>> = {}) {
  const over = new Set<Name>();
  const seen: string[] = [];
  const progress: Progress<Name> = {
    isOver: (_id, name) => Promise.resolve(over.has(name)),
    started: () => Promise.resolve(),
    retries: (_id, name) => Promise.resolve(void seen.push(`${name} again`)),
    ended: (_id, name) => Promise.resolve(void over.add(name)),
    failed: (_id, name) => Promise.resolve(void seen.push(`${name} failed`)),
  };
  const run = (_id: string, name: Name) => {
    seen.push(name);
    const fate = fates[name]?.shift() ?? 'done';
    return fate instanceof Error ? Promise.reject(fate) : Promise.resolve(fate);
  };
  return { seen, run, progress };
}

/** A journal that outlives those who write it. */
function journal(list: unknown[] = []) {
  const pauses: number[] = [];
  let at = 0;
  const durable: Durable = {
    async step<Result>(_name: string, act: () => Promise<Result>) {
      if (at >= list.length) list.push(await act());
      return list[at++] as Result;
    },
    sleep: (ms) => Promise.resolve(void pauses.push(ms)),
    wait: () => Promise.resolve(),
  };
  return { durable, list, pauses };
}
const busy = () => new StepRetry(because('sdn-not-running'));

test('one that is to be repeated waits longer each time, and the rest follows it', async () => {
  const { run, progress, seen } = world({ b: [busy(), busy()] });
  const { durable, pauses } = journal();
  expect(await runSteps(durable, names, 'ord_1', run, progress)).toBe(true);
  expect(seen).toEqual(['a', 'b', 'b again', 'b', 'b again', 'b', 'c']);
  expect(pauses).toHaveLength(2);
  expect(pauses[1]).toBeGreaterThan(pauses[0] ?? Infinity);
});

test('one that never succeeds is given up, also by whoever takes the run over in between', async () => {
  const { run, progress, seen } = world({ b: Array.from({ length: 40 }, busy) });
  const first = journal();
  let begun = 0;
  const dying: Durable = { ...first.durable, step: (name, act) => ((begun += 1) > 7 ? new Promise(() => {}) : first.durable.step(name, act)) };
  void runSteps(dying, names, 'ord_1', run, progress);
  while (begun <= 7) await new Promise((resolve) => setImmediate(resolve));
  expect(await runSteps(journal(first.list).durable, names, 'ord_1', run, progress)).toBe(false);
  expect(seen.filter((one) => one === 'b')).toHaveLength(12);
  expect(seen.slice(-2)).toEqual(['b', 'b failed']);
});

test('a failure for good ends the run; the next one passes over what is done', async () => {
  const { run, progress, seen } = world({ c: [new StepFailure(because('sdn-not-running'))] });
  expect(await runSteps(journal().durable, names, 'ord_1', run, progress)).toBe(false);
  expect(await runSteps(journal().durable, names, 'ord_1', run, progress)).toBe(true);
  expect(seen).toEqual(['a', 'b', 'c', 'c failed', 'c']);
});
