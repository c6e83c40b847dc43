import { fakeReader, proxmoxError } from '../testing/fake-reader.ts';
import type { WorkItem } from './background-collector.ts';
import { readEach } from './read-each.ts';

const reader = fakeReader({});
const on = (key: string, ...nodes: string[]): WorkItem => ({ key, nodes });

/** Reads that answer `node/key`, or as `answers` says for a key or a node. */
function reading(answers: Record<string, () => string> = {}) {
  const asked: string[] = [];
  return {
    asked,
    nodeFailures: ['timeout'],
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
  const { value, failure } = await readEach(reading({ a: fails('permission') }), [on('a', 'n1'), on('b', 'n1')], reader, new Map([['a', 'old'], ['z', 'gone']]), 2);
  expect(value).toEqual(new Map([['a', 'old'], ['b', 'n1/b']]));
  expect(failure).toMatchObject({ kind: 'permission' });
});

test('what no pass could read yet is known to be there', async () => {
  const { value } = await readEach(reading({ a: fails('permission') }), [on('a', 'n1')], reader, new Map(), 2);
  expect(value).toEqual(new Map([['a', null]]));
});

test('a node that hangs is not asked again in the same pass', async () => {
  const source = reading({ n1: fails('timeout') });
  const { failure } = await readEach(source, [1, 2, 3, 4, 5].map((i) => on(String(i), 'n1')), reader, null, 1);
  expect(source.asked).toEqual(['n1/1']);
  expect(failure).toMatchObject({ kind: 'timeout' });
});

test('another node is asked when the first one hangs, and none when the answer is no', async () => {
  const source = reading({ n1: fails('timeout'), b: fails('permission') });
  const { value } = await readEach(source, [on('a', 'n1', 'n2'), on('b', 'n2', 'n3')], reader, null, 1);
  expect(value).toEqual(new Map([['a', 'n2/a'], ['b', null]]));
  expect(source.asked).toEqual(['n1/a', 'n2/a', 'n2/b']);
});

test('what is gone by now is no failure', async () => {
  expect(await readEach(reading({ a: fails('missing') }), [on('a', 'n1')], reader, null, 2)).toEqual({ value: new Map(), failure: null });
});

test('what has no node to ask keeps what was known of it', async () => {
  const source = reading();
  const last = new Map([['a', 'old']]);
  const { value, failure } = await readEach(source, [on('a'), on('b')], reader, last, 2);
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
  const { value } = await readEach({ nodeFailures: [], read }, many, reader, null, 3);
  expect([value.size, most]).toEqual([20, 3]);
});
