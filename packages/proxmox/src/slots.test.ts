import { createSlots } from './slots.ts';

const never = new AbortController().signal;

/** Work that ends when told; `started` lists what runs, in order of starting. */
function works() {
  const started: string[] = [];
  const ends = new Map<string, () => void>();
  return {
    started,
    work: (name: string) => () =>
      new Promise<string>((resolve) => {
        started.push(name);
        ends.set(name, () => resolve(name));
      }),
    end: (name: string) => ends.get(name)?.(),
  };
}

const settle = () => new Promise((resolve) => setImmediate(resolve));

test('no more than the limit runs for one key, and the next in line takes a free slot', async () => {
  const slots = createSlots(2);
  const { started, work, end } = works();
  const calls = ['a', 'b', 'c', 'd'].map((name) => slots.run('pve1', never, work(name)));
  await settle();
  expect(started).toEqual(['a', 'b']);
  end('b');
  await calls[1];
  await settle();
  expect(started).toEqual(['a', 'b', 'c']);
});

test('a full key does not hold up another', async () => {
  const slots = createSlots(1);
  const { started, work } = works();
  void slots.run('pve1', never, work('a'));
  void slots.run('pve1', never, work('b'));
  void slots.run('pve2', never, work('c'));
  await settle();
  expect(started).toEqual(['a', 'c']);
});

test('failed work gives its slot back', async () => {
  const slots = createSlots(1);
  await expect(slots.run('pve1', never, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(await slots.run('pve1', never, () => Promise.resolve(1))).toBe(1);
});

test('who gives up waiting leaves the line', async () => {
  const slots = createSlots(1);
  const { started, work, end } = works();
  const stop = new AbortController();
  const first = slots.run('pve1', never, work('a'));
  const second = slots.run('pve1', stop.signal, work('b'));
  const third = slots.run('pve1', never, work('c'));
  await settle();
  stop.abort(new Error('late'));
  await expect(second).rejects.toThrow('late');
  end('a');
  await first;
  await settle();
  expect(started).toEqual(['a', 'c']);
  end('c');
  await third;
});

test('who comes too late does not run', async () => {
  await expect(createSlots(1).run('pve1', AbortSignal.abort(new Error('late')), () => Promise.resolve(1))).rejects.toThrow('late');
});
