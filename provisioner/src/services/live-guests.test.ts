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

test('parallel wishes for a fresh reading share one; the next one reads again', async () => {
  const { waiting, read } = cluster();
  const wishes = [read(true), read(true), read(true)];
  expect(waiting).toHaveLength(1);
  waiting[0]!.reject(new Error('away'));
  expect(await Promise.all(wishes)).toEqual([null, null, null]);
  const next = read(true);
  waiting[1]!.resolve(guest('running'));
  expect((await next)?.guests.size).toBe(1);
});
