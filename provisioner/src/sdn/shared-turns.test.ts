import { sharedTurns } from './shared-turns.ts';

/** Turns that end when the test says so. */
function steered() {
  const taken: string[][] = [];
  const ends: ((failures?: Record<string, unknown> | Error) => void)[] = [];
  const turns = sharedTurns<string>((items) => {
    taken.push([...items]);
    return new Promise((done, failed) => {
      ends.push((failures = {}) => (failures instanceof Error ? failed(failures) : done(new Map(Object.entries(failures)))));
    });
  });
  return { turns, taken, end: async (number: number, failures?: Record<string, unknown> | Error) => (ends[number]?.(failures), new Promise(setImmediate)) };
}

test('who comes during a turn shares the next one with all others', async () => {
  const { turns, taken, end } = steered();
  const joined = [turns.join('a'), turns.join('b'), turns.join('c')];
  expect(taken).toEqual([['a']]);
  await end(0);
  expect(taken).toEqual([['a'], ['b', 'c']]);
  const late = turns.join('d');
  expect(taken).toHaveLength(2);
  await end(1);
  await end(2);
  await Promise.all([...joined, late]);
  expect(taken).toEqual([['a'], ['b', 'c'], ['d']]);
});

test('what fails alone fails alone', async () => {
  const { turns, end } = steered();
  const first = turns.join('a');
  const [good, bad] = [turns.join('b'), turns.join('c')];
  await end(0);
  const refused = expect(bad).rejects.toThrow('no');
  await end(1, { c: new Error('no') });
  await Promise.all([first, good, refused]);
});

test('a turn that fails fails for all who are in it, and the next one is taken', async () => {
  const { turns, taken, end } = steered();
  const first = expect(turns.join('a')).rejects.toThrow('broken');
  const second = turns.join('b');
  await end(0, new Error('broken'));
  await first;
  await end(1);
  await second;
  expect(taken).toEqual([['a'], ['b']]);
});
