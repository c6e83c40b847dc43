import { reduceSnapshots } from './group-snapshots.ts';

const upid = (start: string) => `UPID:pbs1:000001F4:0012AB34:00000007:${start}:verificationjob:store:root@pam:`;
const snapshot = (time: number, size: number, verification?: unknown) => ({ 'backup-time': time, size, verification });

test('keeps the newest, the newest that was verified, and how many are bad', () => {
  const answer = [
    snapshot(1000, 10, { state: 'failed', upid: upid('6B00EEC0') }),
    snapshot(3000, 30),
    snapshot(2000, 20, { state: 'ok', upid: upid('6B00EEB8') }),
  ];
  expect(reduceSnapshots(answer)).toEqual({ count: 3, newest: 3000, size: 30, verified: { good: true, at: 0x6b00eeb8 }, bad: 1 });
});

test('one that is being written does not count', () => {
  const answer = [{ 'backup-time': 5000, files: [] }, snapshot(1000, 10)];
  expect(reduceSnapshots(answer)).toMatchObject({ count: 1, newest: 1000, size: 10, verified: null });
});

test('an empty group, and rows that are none', () => {
  expect(reduceSnapshots([null, 'x', {}])).toEqual({ count: 0, newest: undefined, size: undefined, verified: null, bad: 0 });
});

test('a verification without a task that can be read has no time', () => {
  expect(reduceSnapshots([snapshot(1000, 10, { state: 'ok', upid: 'x' })]).verified).toEqual({ good: true, at: undefined });
});
