import { pino } from 'pino';
import type { ProxmoxPort } from '../steps/ports.ts';
import { liveGuests } from './live-guests.ts';

/** A cluster whose answers the test gives one by one. */
function cluster() {
  const waiting: { resolve(rows: unknown[]): void; reject(error: Error): void }[] = [];
  const pve = { call: () => new Promise((resolve, reject) => waiting.push({ resolve, reject })) } as unknown as ProxmoxPort;
  return { waiting, read: liveGuests(pve, pino({ level: 'silent' })) };
}

const guest = (status: string, more = {}) => [{ type: 'node', node: 'pve1', status: 'online' }, { type: 'qemu', vmid: 100, node: 'pve1', status, ...more }];

test('a fresh reading does not take what was read a moment ago, and serves the next reader', async () => {
  const { waiting, read } = cluster();
  const first = read();
  waiting[0]!.resolve(guest('running'));
  await first;
  const cached = await read();
  expect([waiting.length, cached?.guests.get(100)?.status]).toEqual([1, 'running']);
  const fresh = read(true);
  waiting[1]!.resolve(guest('stopped', { lock: 'migrate' }));
  expect((await fresh)?.guests.get(100)).toEqual({ node: 'pve1', status: 'stopped', lock: 'migrate' });
  expect((await read())?.guests.get(100)?.status).toBe('stopped');
  expect(waiting).toHaveLength(2);
});

test('wishes for a fresh reading that come while one is under way share the next one', async () => {
  const { waiting, read } = cluster();
  const [first, ...others] = [read(true), read(true), read(true), read(true)];
  expect(waiting).toHaveLength(1);
  waiting[0]!.resolve(guest('running'));
  expect((await first)?.guests.get(100)?.status).toBe('running');
  // What it told was perhaps read before they asked.
  await new Promise(setImmediate);
  expect(waiting).toHaveLength(2);
  waiting[1]!.resolve(guest('stopped'));
  expect((await Promise.all(others)).map((live) => live?.guests.get(100)?.status)).toEqual(['stopped', 'stopped', 'stopped']);
});

test('one that fails is told as that, and the next one reads again', async () => {
  const { waiting, read } = cluster();
  const failed = read(true);
  waiting[0]!.reject(new Error('away'));
  expect(await failed).toBeNull();
  const again = read(true);
  waiting[1]!.resolve(guest('running'));
  expect((await again)?.guests.size).toBe(1);
});
