import { fakeReader, proxmoxError } from '../testing/fake-reader.ts';
import type { WorkItem } from './background-collector.ts';
import { readEach, type Pass } from './read-each.ts';
import { createTurns } from './turns.ts';

const reader = fakeReader({});
const pass = (concurrency: number, last: Pass<string>['last'] = null, more: Partial<Pass<string>> = {}): Pass<string> => ({
  reader, last, concurrency, turns: createTurns(), now: () => 0, ...more,
});
const on = (key: string, ...nodes: string[]): WorkItem => ({ key, nodes });

/** Reads that answer `node/key`, or as `answers` says for a key or a node. */
function reading(answers: Record<string, () => string> = {}) {
  const asked: string[] = [];
  return {
    asked,
    nodeFailures: ['timeout'],
    deadlineSeconds: 60,
    read: async (_reader: unknown, { key }: WorkItem, node: string) => {
      asked.push(`${node}/${key}`);
      return (answers[key] ?? answers[node] ?? (() => `${node}/${key}`))();
    },
  };
}
const fails = (kind: string) => () => {
  throw proxmoxError(kind);
};

test('what cannot be read keeps what was known of it, and the read is not whole', async () => {
  const { value, failure } = await readEach(reading({ a: fails('permission') }), [on('a', 'n1'), on('b', 'n1')], pass(2, new Map([['a', 'old'], ['z', 'gone']])));
  expect(value).toEqual(new Map([['a', 'old'], ['b', 'n1/b']]));
  expect(failure).toMatchObject({ kind: 'permission' });
});

test('what no pass could read yet is known to be there', async () => {
  const { value } = await readEach(reading({ a: fails('permission') }), [on('a', 'n1')], pass(2, new Map()));
  expect(value).toEqual(new Map([['a', null]]));
});

test('a node that hangs is not asked again in the same pass', async () => {
  const source = reading({ n1: fails('timeout') });
  const { failure } = await readEach(source, [1, 2, 3, 4, 5].map((i) => on(String(i), 'n1')), pass(1));
  expect(source.asked).toEqual(['n1/1']);
  expect(failure).toMatchObject({ kind: 'timeout' });
});

test('another node is asked when the first one hangs, and none when the answer is no', async () => {
  const source = reading({ n1: fails('timeout'), b: fails('permission') });
  const { value } = await readEach(source, [on('a', 'n1', 'n2'), on('b', 'n2', 'n3')], pass(1));
  expect(value).toEqual(new Map([['a', 'n2/a'], ['b', null]]));
  expect(source.asked).toEqual(['n1/a', 'n2/a', 'n2/b']);
});

test('what is gone by now is no failure', async () => {
  expect(await readEach(reading({ a: fails('missing') }), [on('a', 'n1')], pass(2))).toEqual({ value: new Map(), failure: null });
});

test('what has no node to ask keeps what was known of it', async () => {
  const source = reading();
  const last = new Map([['a', 'old']]);
  const { value, failure } = await readEach(source, [on('a'), on('b')], pass(2, last));
  expect([value, failure, source.asked]).toEqual([last, null, []]);
});

test('never more calls at once than allowed, and every item is read', async () => {
  let now = 0;
  let most = 0;
  const read = async () => {
    most = Math.max(most, ++now);
    await new Promise(setImmediate);
    now -= 1;
    return true;
  };
  const many = Array.from({ length: 20 }, (_, i) => on(String(i), 'n1'));
  const { value } = await readEach({ nodeFailures: [], deadlineSeconds: 60, read }, many, { ...pass(3), last: null });
  expect([value.size, most]).toEqual([20, 3]);
});

test('a Proxmox that does not have it is no failure, and what an older one told is gone', async () => {
  const source = reading({ a: fails('not-implemented') });
  expect(await readEach(source, [on('a', 'n1')], pass(1, new Map([['a', 'old']])))).toEqual({ value: new Map(), failure: null });
});

test('a pass past its deadline asks no more, keeps the rest, says so, and the next one begins with the rest', async () => {
  let clock = 0;
  const source = { ...reading(), deadlineSeconds: 1 };
  const slow = { ...source, read: (...asked: Parameters<typeof source.read>) => ((clock += 600), source.read(...asked)) };
  const items = ['a', 'b', 'c', 'd'].map((key) => on(key, 'n1'));
  const turns = createTurns();
  const last = new Map([['c', 'old']]);
  const { value, failure } = await readEach(slow, items, pass(1, last, { turns, now: () => clock }));
  expect(value).toEqual(new Map([['a', 'n1/a'], ['b', 'n1/b'], ['c', 'old'], ['d', null]]));
  expect(failure).toMatchObject({ kind: 'timeout', message: 'after 1 s 2 of 4 were not read' });
  await readEach(slow, items, pass(1, value, { turns, now: () => clock }));
  expect(source.asked).toEqual(['n1/a', 'n1/b', 'n1/c', 'n1/d']);
});

test('a pass reads so many items only, in turn, and that is no failure', async () => {
  const source = { ...reading(), itemsPerPass: 2 };
  const items = ['a', 'b', 'c'].map((key) => on(key, 'n1'));
  const turns = createTurns();
  const { value, failure } = await readEach(source, items, pass(1, null, { turns }));
  expect([value, failure]).toEqual([new Map([['a', 'n1/a'], ['b', 'n1/b'], ['c', null]]), null]);
  await readEach(source, items, pass(1, value, { turns }));
  expect(source.asked).toEqual(['n1/a', 'n1/b', 'n1/c', 'n1/a']);
});
