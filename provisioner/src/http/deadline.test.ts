import { withDeadline } from './deadline.ts';

describe('withDeadline', () => {
  test('does not wait for ever', async () => {
    await expect(withDeadline(new Promise(() => undefined), 1)).rejects.toMatchObject({ code: 'not-ready' });
  });

  test('passes a result and a failure on', async () => {
    await expect(withDeadline(Promise.resolve(7), 60_000)).resolves.toBe(7);
    await expect(withDeadline(Promise.reject(new Error('no')), 60_000)).rejects.toThrow('no');
  });
});
