import { Holds } from './holds.ts';

test('a held task stops before its wait and goes on before the exchange that it is held until', async () => {
  const holds = new Holds([{ seq: 5, wait: 2, until: 9 }]);
  holds.take(5, 'UPID:a');
  await holds.stop('UPID:a', 1);
  let over = false;
  const stopped = holds.stop('UPID:a', 2).then(() => {
    over = true;
  });
  await holds.arrived();
  expect([holds.open.has('UPID:a'), holds.release(8), over]).toEqual([true, false, false]);
  expect(holds.release(9)).toBe(true);
  await stopped;
  expect(holds.open.size).toBe(0);
});

test('a task that is only not waited for has nowhere to arrive, and others are not held', async () => {
  const holds = new Holds([{ seq: 5, until: 9 }]);
  holds.take(4, 'UPID:b');
  holds.take(5, 'UPID:a');
  await holds.arrived();
  await holds.stop('UPID:a', 1);
  expect([...holds.open]).toEqual(['UPID:a']);
});
