import { onePerKey } from './one-per-key.ts';

describe('onePerKey', () => {
  test('acts of one key never overlap and keep their order, also after a failure', async () => {
    const queue = onePerKey();
    const events: string[] = [];
    const act = (name: string, fails = false) => async () => {
      events.push(`${name} begins`);
      await Promise.resolve();
      events.push(`${name} ends`);
      if (fails) throw new Error(name);
      return name;
    };
    const first = queue('k', act('a', true));
    const second = queue('k', act('b'));
    await expect(first).rejects.toThrow('a');
    expect(await second).toBe('b');
    expect(events).toEqual(['a begins', 'a ends', 'b begins', 'b ends']);
  });

  test('another key does not wait', async () => {
    const queue = onePerKey();
    let release = () => {};
    const held = queue('k', () => new Promise<void>((resolve) => (release = resolve)));
    expect(await queue('other', () => Promise.resolve('through'))).toBe('through');
    release();
    await held;
  });
});
