import { jest } from '@jest/globals';
import { hashSync } from 'bcryptjs';
import { createBasicAuth, BusyError } from './basic-auth.ts';

const users = new Map([['prometheus', hashSync('right', 4)], ['alice', hashSync('wonder:land', 5)]]);
const header = (user: string, password: string) => `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;

test.each([
  ['no header', undefined],
  ['another scheme', 'Bearer right'],
  ['no base64', 'Basic !'],
  ['no colon', `Basic ${Buffer.from('prometheus').toString('base64')}`],
  ['a wrong password', header('prometheus', 'wrong')],
  ['an empty password', header('prometheus', '')],
  ["another user's password", header('prometheus', 'wonder:land')],
  ['an unknown user', header('nobody', 'right')],
  ['a name of every object', header('__proto__', 'right')],
  ['the hash itself', header('prometheus', users.get('prometheus') ?? '')],
])('refuses %s', async (_what, authorization) => {
  expect(await createBasicAuth()(users, authorization)).toBe(false);
});

test('accepts each user with its password, which may have colons', async () => {
  const auth = createBasicAuth();
  expect(await auth(users, header('prometheus', 'right'))).toBe(true);
  expect(await auth(users, header('alice', 'wonder:land'))).toBe(true);
  expect(await auth(users, header('alice', 'wonder:land').replace('Basic', 'basic'))).toBe(true);
});

test('what was checked once is not checked again, right or wrong, and an unknown user is checked as a known one', async () => {
  const compare = jest.fn(async (password: string) => password === 'right');
  const auth = createBasicAuth(compare);
  const asked = [['prometheus', 'right'], ['prometheus', 'wrong'], ['nobody', 'right'], ['nobody', 'wrong']] as const;
  for (let i = 0; i < 3; i += 1) {
    expect(await Promise.all(asked.map(([user, password]) => auth(users, header(user, password))))).toEqual([true, false, false, false]);
  }
  expect(compare).toHaveBeenCalledTimes(4);
  // As dear as the dearest of the users.
  const dummies = compare.mock.calls.map((call) => (call as unknown as string[])[1]).filter((hash) => ![...users.values()].includes(hash!));
  expect(dummies.map((hash) => hash?.slice(0, 7))).toEqual(['$2b$05$', '$2b$05$']);
});

test('a user who is gone, or has another password, is not let in by what was known', async () => {
  const auth = createBasicAuth();
  expect(await auth(users, header('prometheus', 'right'))).toBe(true);
  expect(await auth(new Map([['prometheus', hashSync('other', 4)]]), header('prometheus', 'right'))).toBe(false);
  expect(await auth(new Map(), header('prometheus', 'right'))).toBe(false);
});

test('one password at a time, the same one once, and too many at once are turned away', async () => {
  let running = 0;
  let most = 0;
  const compare = jest.fn(async () => {
    most = Math.max(most, ++running);
    await new Promise(setImmediate);
    running -= 1;
    return false;
  });
  const auth = createBasicAuth(compare);
  const asked = [...Array.from({ length: 8 }, (_, i) => String(i)), '0', '1', 'one too many'];
  const answers = await Promise.allSettled(asked.map((password) => auth(users, header('prometheus', password))));
  expect(answers.slice(0, -1).every((answer) => answer.status === 'fulfilled' && !answer.value)).toBe(true);
  expect(answers.at(-1)).toEqual({ status: 'rejected', reason: expect.any(BusyError) });
  expect([most, compare.mock.calls.length]).toEqual([1, 8]);
});

test('wrong passwords do not push out who is right', async () => {
  const compare = jest.fn(async (password: string) => password === 'right');
  const auth = createBasicAuth(compare);
  await auth(users, header('prometheus', 'right'));
  for (let i = 0; i < 2_000; i += 1) await auth(users, header('prometheus', String(i)));
  compare.mockClear();
  expect(await auth(users, header('prometheus', 'right'))).toBe(true);
  expect(compare).not.toHaveBeenCalled();
});
