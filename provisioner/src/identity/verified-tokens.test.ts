import type { UserClaims } from './grafana-token.ts';
import { verifiedTokens } from './verified-tokens.ts';

const soon = 1_000;

/** Counts how often a token is really verified; the one that is called `bad` never is good. */
function counting() {
  let [count, time] = [0, 0];
  const verify = verifiedTokens(
    async (token, orgId): Promise<UserClaims> => {
      count += 1;
      if (token === 'bad') throw new Error('no');
      return { exp: soon, sub: `${token} of ${orgId}`, namespace: 'default', type: 'user', role: 'Viewer' };
    },
    () => time,
  );
  return { verify, count: () => count, at: (ms: number) => void (time = ms) };
}

test('a token is verified once, for each organisation by itself', async () => {
  const { verify, count } = counting();
  expect((await verify('one', 1)).sub).toBe('one of 1');
  expect((await verify('one', 1)).sub).toBe('one of 1');
  expect(count()).toBe(1);
  expect((await verify('one', 2)).sub).toBe('one of 2');
  expect((await verify('other', 1)).sub).toBe('other of 1');
  expect(count()).toBe(3);
});

test('one that is not good is refused each time', async () => {
  const { verify, count } = counting();
  await expect(verify('bad', 1)).rejects.toThrow('no');
  await expect(verify('bad', 1)).rejects.toThrow('no');
  expect(count()).toBe(2);
});

test('one that has ended is verified again, which refuses it', async () => {
  const { verify, count, at } = counting();
  await verify('one', 1);
  at(soon * 1000 - 1);
  await verify('one', 1);
  expect(count()).toBe(1);
  at(soon * 1000);
  await verify('one', 1);
  expect(count()).toBe(2);
});

test('the oldest is forgotten when there are too many', async () => {
  const { verify, count } = counting();
  for (let i = 0; i <= 1_000; i += 1) await verify(`t${i}`, 1);
  await verify('t1000', 1);
  expect(count()).toBe(1_001);
  await verify('t0', 1);
  expect(count()).toBe(1_002);
});
