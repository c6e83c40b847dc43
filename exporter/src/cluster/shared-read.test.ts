import { sharedRead } from './shared-read.ts';

function setUp(deadlineMs = 60_000) {
  let clock = 0;
  const pending: { resolve: (value: number) => void; reject: (error: Error) => void }[] = [];
  const read = sharedRead(() => new Promise<number>((resolve, reject) => pending.push({ resolve, reject })), {
    freshMs: 1000,
    failureMs: 500,
    deadlineMs,
    now: () => clock,
  });
  return { read, pending, tick: (ms: number) => (clock += ms) };
}

test('callers share a read under way, however long it takes', async () => {
  const { read, pending, tick } = setUp();
  const first = read();
  tick(50_000);
  const second = read();
  expect(pending).toHaveLength(1);
  pending[0]?.resolve(7);
  expect(await Promise.all([first, second])).toEqual([7, 7]);
});

test('an answer is given again until it is no longer fresh', async () => {
  const { read, pending, tick } = setUp();
  const first = read();
  pending[0]?.resolve(7);
  await first;
  tick(999);
  expect(await read()).toBe(7);
  tick(1);
  const next = read();
  pending[1]?.resolve(8);
  expect(await next).toBe(8);
});

test('a failure is not kept longer than its time', async () => {
  const { read, pending, tick } = setUp();
  const first = read();
  pending[0]?.reject(new Error('down'));
  await expect(first).rejects.toThrow('down');
  tick(499);
  await expect(read()).rejects.toThrow('down');
  tick(1);
  const next = read();
  pending[1]?.resolve(8);
  expect(await next).toBe(8);
});

test('a read that hangs fails at its deadline', async () => {
  const { read } = setUp(1);
  await expect(read()).rejects.toMatchObject({ kind: 'timeout' });
});
