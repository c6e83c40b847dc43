import { stepGate } from './step-gate.ts';

/** A step that ends when it is told to; `seen` has what happened to it. */
function step(gate: ReturnType<typeof stepGate>, name: string, seen: string[]) {
  let end = () => {};
  const ended = new Promise<void>((resolve) => (end = resolve));
  const passed = gate.pass(
    async () => {
      seen.push(`${name} begins`);
      await ended;
      return name;
    },
    async (act) => {
      const result = await act();
      seen.push(`${result} is recorded`);
      return result;
    },
  );
  return { end, passed };
}

test('closed, it waits until the steps under way are recorded, and begins no other', async () => {
  const seen: string[] = [];
  const gate = stepGate();
  const first = step(gate, 'first', seen);
  const closed = gate.close(60_000);
  step(gate, 'second', seen);
  first.end();
  expect(await closed).toBe(true);
  expect(seen).toEqual(['first begins', 'first is recorded']);
});

test('a step that takes too long is not waited for', async () => {
  const gate = stepGate();
  step(gate, 'endless', []);
  expect(await gate.close(1)).toBe(false);
});

test('a step that fails counts as ended', async () => {
  const gate = stepGate();
  let fail = (_error: Error) => {};
  const failing = new Promise<never>((_resolve, reject) => (fail = reject));
  const passed = gate.pass(() => failing, (act) => act());
  const closed = gate.close(60_000);
  fail(new Error('broken'));
  await expect(passed).rejects.toThrow('broken');
  expect(await closed).toBe(true);
});

test('with nothing under way it closes at once, and opens again', async () => {
  const gate = stepGate();
  expect(await gate.close(60_000)).toBe(true);
  gate.open();
  expect(await gate.pass(() => Promise.resolve('done'), (act) => act())).toBe('done');
});
