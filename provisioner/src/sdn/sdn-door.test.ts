import { ProxmoxError } from '@vigie/proxmox/errors';
import { StepFailure, StepRetry } from '../steps/failure.ts';
import type { ProxmoxPort, SdnWish } from '../steps/ports.ts';
import type { SdnLockNote, SdnLockNotes } from '../store/sdn-locks.ts';
import { sdnDoor, type SdnApply } from './sdn-door.ts';
import { sdnLock } from './sdn-lock.ts';

const refusal = (method: string, template: string, reason: string, kind: ProxmoxError['kind'] = 'other', outcome: 'unknown' | 'refused' = 'unknown') =>
  new ProxmoxError({ method, template, path: template, reason, kind, outcome, status: outcome === 'refused' ? null : 500 });

/** A cluster's SDN: names that are written, running, and who may write. */
function cluster({ lock = null as string | null, hasLock = true } = {}) {
  const sdn = { lock, written: new Map<string, string>(), running: new Map<string, string>(), calls: [] as string[], lose: [] as string[] };
  const token = (params: Record<string, unknown> = {}) => (params['lock-token'] as string | undefined) ?? null;
  const isPending = () => JSON.stringify([...sdn.written]) !== JSON.stringify([...sdn.running]);
  const act = (call: string, params?: Record<string, unknown>): unknown => {
    const [method = '', template = ''] = call.split(' ');
    const held = () => { if (sdn.lock !== null && token(params) !== sdn.lock && params?.['force'] !== 1) throw refusal(method, template, 'invalid lock token provided! at x line 1.'); };
    if (!hasLock && template === '/cluster/sdn/lock') throw refusal(method, template, "the SDN's lock needs Proxmox VE 9.0", 'not-implemented', 'refused');
    if (call === 'GET /cluster/sdn/zones') return [];
    if (call === 'GET /cluster/sdn/vnets/{vnet}/subnets') return [];
    if (call === 'GET /cluster/sdn/vnets') {
      return [...sdn.written].map(([vnet, zone]) => (sdn.running.has(vnet) ? { vnet, zone } : { vnet, state: 'new', pending: { zone } }));
    }
    held();
    if (call === 'DELETE /cluster/sdn/lock') return (sdn.lock = null);
    if (call === 'POST /cluster/sdn/lock') {
      if (params?.['allow-pending'] === 0 && isPending()) throw refusal(method, template, 'configuration has pending changes');
      return (sdn.lock = 'ours');
    }
    if (call === 'PUT /cluster/sdn') sdn.running = new Map(sdn.written);
    if (call === 'POST /cluster/sdn/vnets') return sdn.written.set(String(params?.['vnet']), 'vigie');
    if (params?.['release-lock'] === 1) sdn.lock = null;
    return 'UPID';
  };
  const pve = {
    tokenId: 'x', settleMs: 0, listTasks: () => Promise.resolve([]), waitForTask: () => Promise.resolve({ warnings: 0 }),
    async call(method: string, template: string, _path: unknown, params?: Record<string, unknown>) {
      const call = `${method} ${template}`;
      if (method !== 'GET') sdn.calls.push(call);
      const answer = act(call, params);
      // What was asked for happened, and nobody hears of it.
      if (sdn.lose[0] === call && sdn.lose.shift()) throw refusal(method, template, 'socket hang up', 'unreachable');
      return answer;
    },
  } as unknown as ProxmoxPort;
  return { sdn, pve };
}

function notesInMemory(first: SdnLockNote | null = null) {
  const kept = { note: first };
  const notes: SdnLockNotes = {
    find: () => Promise.resolve(kept.note),
    asking: () => Promise.resolve(void (kept.note = { token: null, askedMs: 1 })),
    taken: (token) => Promise.resolve(void (kept.note = { token, askedMs: 1 })),
    forget: () => Promise.resolve(void (kept.note = null)),
  };
  return { kept, notes };
}

function stage(options: Parameters<typeof cluster>[0] = {}, note: SdnLockNote | null = null) {
  const { sdn, pve } = cluster(options);
  const { kept, notes } = notesInMemory(note);
  const applies: SdnApply[] = [];
  const lock = sdnLock({ cluster: 'demo', zones: ['vigie'], pve, notes });
  const door = sdnDoor({ pve, lock, alone: (act) => act(), onApply: (apply) => applies.push(apply), onStuck: () => undefined });
  const wish = (vnet: string): SdnWish => ({
    isDone: () => Promise.resolve(sdn.running.has(vnet)),
    write: async (writer) => void (await writer.call('POST', '/cluster/sdn/vnets', {}, { vnet })),
  });
  return { sdn, kept, applies, door, wish };
}

const reasonOf = (promise: Promise<void>) => promise.then(() => null, (error: unknown) => (error instanceof StepRetry ? error.reason.code : error));

test('changes that come together share the lock and one apply', async () => {
  const { sdn, kept, applies, door, wish } = stage();
  await Promise.all(['a', 'b', 'c'].map((vnet) => door.change(wish(vnet))));
  expect([...sdn.running.keys()]).toEqual(['a', 'b', 'c']);
  expect(applies).toEqual([{ outcome: 'done', changes: 1 }, { outcome: 'done', changes: 2 }]);
  expect({ lock: sdn.lock, note: kept.note }).toEqual({ lock: null, note: null });
});

test('what is done already is not asked for', async () => {
  const { sdn, door, wish } = stage();
  await door.change(wish('a'));
  sdn.calls = [];
  await door.change(wish('a'));
  expect(sdn.calls).toEqual([]);
});

test('a wish that cannot be written gives the lock back, and does not keep others from theirs', async () => {
  const { sdn, kept, door, wish } = stage();
  const bad: SdnWish = {
    isDone: () => Promise.resolve(false),
    async write(writer) {
      await writer.call('POST', '/cluster/sdn/vnets', {}, { vnet: 'half' });
      throw new StepFailure({ code: 'vnet-foreign', params: {}, message: 'no' });
    },
  };
  await expect(door.change(bad)).rejects.toThrow(StepFailure);
  expect({ running: sdn.running.size, lock: sdn.lock, note: kept.note }).toEqual({ running: 0, lock: null, note: null });
  const [first, failed, last] = [door.change(wish('a')), door.change(bad).catch(() => 'failed'), door.change(wish('b'))];
  await Promise.all([first, last]);
  expect(await failed).toBe('failed');
  expect(sdn.running.has('b')).toBe(true);
});

test('the lock of somebody else is waited for and never forced', async () => {
  const { sdn, door, wish } = stage({ lock: 'theirs' });
  expect(await reasonOf(door.change(wish('a')))).toBe('sdn-locked');
  expect(sdn).toMatchObject({ lock: 'theirs', calls: ['DELETE /cluster/sdn/lock'] });
});

test('changes of somebody else that wait are not applied', async () => {
  for (const hasLock of [true, false]) {
    const { sdn, kept, door, wish } = stage({ hasLock });
    sdn.written.set('office', 'theirs');
    expect(await reasonOf(door.change(wish('a')))).toBe('sdn-pending-foreign');
    expect({ running: sdn.running.size, lock: sdn.lock, note: kept.note }).toEqual({ running: 0, lock: null, note: null });
  }
});

test('changes of our own that wait are applied along', async () => {
  const { sdn, door, wish } = stage();
  sdn.written.set('older', 'vigie');
  await door.change(wish('a'));
  expect([...sdn.running.keys()]).toEqual(['older', 'a']);
});

test('a Proxmox VE without the lock is changed without', async () => {
  const { sdn, door, wish } = stage({ hasLock: false });
  await door.change(wish('a'));
  expect(sdn.calls).toEqual(['DELETE /cluster/sdn/lock', 'POST /cluster/sdn/vnets', 'PUT /cluster/sdn']);
});

test('the lock of a dead run is given back; what it wrote waits for the next change, and is applied along', async () => {
  const { sdn, kept, door, wish } = stage({ lock: 'dead' }, { token: 'dead', askedMs: 5 });
  sdn.written.set('half', 'vigie');
  await door.tidy();
  expect({ written: sdn.written.size, lock: sdn.lock, note: kept.note }).toEqual({ written: 1, lock: null, note: null });
  await door.change(wish('a'));
  expect([...sdn.running.keys()]).toEqual(['half', 'a']);
});

test('a change gives back the lock of a dead run by itself', async () => {
  const { sdn, door, wish } = stage({ lock: 'dead' }, { token: 'dead', askedMs: 5 });
  await door.change(wish('a'));
  expect({ running: [...sdn.running.keys()], lock: sdn.lock }).toEqual({ running: ['a'], lock: null });
});

test('a lock that was taken from a dead run by force is left to who has it now', async () => {
  const { sdn, kept, door, wish } = stage({ lock: 'theirs' }, { token: 'dead', askedMs: 5 });
  await door.tidy();
  expect({ lock: sdn.lock, note: kept.note }).toEqual({ lock: 'theirs', note: null });
  expect(await reasonOf(door.change(wish('a')))).toBe('sdn-locked');
  expect(sdn.lock).toBe('theirs');
});

test.each(['POST /cluster/sdn/lock', 'PUT /cluster/sdn', 'DELETE /cluster/sdn/lock'])('%s without an answer: the next try ends it', async (call) => {
  const { sdn, kept, door, wish } = stage();
  sdn.lose.push(call);
  await expect(door.change(wish('a'))).rejects.toThrow(ProxmoxError);
  await door.change(wish('a'));
  expect({ running: [...sdn.running.keys()], lock: sdn.lock, note: kept.note }).toEqual({ running: ['a'], lock: null, note: null });
});

test('a lock that was asked for a moment ago may still come: nothing is forced before', async () => {
  const { sdn, pve } = cluster({ lock: 'ours' });
  const { notes } = notesInMemory({ token: null, askedMs: 5 });
  const lock = sdnLock({ cluster: 'demo', zones: ['vigie'], pve: { ...pve, settleMs: 30_000 }, notes });
  expect(await reasonOf(lock.giveBack())).toBe('sdn-lock-unanswered');
  expect(sdn.lock).toBe('ours');
});
