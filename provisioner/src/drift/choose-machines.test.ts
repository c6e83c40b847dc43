import { chooseMachines, type Choice } from './choose-machines.ts';
import { aGuest, aKnownVm } from './fixture.ts';

const vmids = Array.from({ length: 500 }, (_, i) => 20_000 + i);
const vms = vmids.map((vmid) => aKnownVm({ vmid }));
const guests = (change: Record<number, Parameters<typeof aGuest>[0]> = {}) => new Map(vmids.map((vmid) => [vmid, aGuest({ vmid, ...change[vmid] })]));
const all: Choice = {
  vms, seen: { guests: guests(), onlineNodes: new Set(['pve1']) }, before: [], share: 1 / 60,
  lastRead: new Map(vms.map(({ id, vmid }) => [id, new Date(vmid * 1000)])),
};
const chosen = (choice: Partial<Choice>) => chooseMachines({ ...all, ...choice }).map(({ vmid }) => vmid);

test('of 500 machines nine have their turn in a minute, so each is read once in an hour, the longest unread first', () => {
  expect(chosen({})).toEqual(vmids.slice(0, 9));
  let lastRead: ReadonlyMap<string, Date> = new Map();
  const read = new Set<number>();
  for (let minute = 0; minute < 60; minute += 1) {
    const now = chooseMachines({ ...all, lastRead });
    expect(now.length).toBeLessThanOrEqual(9);
    lastRead = new Map([...lastRead, ...now.map(({ id }): [string, Date] => [id, new Date(minute * 60_000 + 1)])]);
    for (const { vmid } of now) read.add(vmid);
  }
  expect(read.size).toBe(500);
});

test('one that was never read comes first', () => {
  const lastRead = new Map([...all.lastRead].filter(([id]) => id !== 'vm_20400'));
  expect(chosen({ lastRead })[0]).toBe(20_400);
});

test('one with a difference is read out of its turn, but not hundreds', () => {
  const before = [{ key: 'vm-foreign/20300', kind: 'vm-foreign' as const, tenant: 'acme', object: 'x', vm: 'vm_20300', expected: [], seen: [] }];
  expect(chosen({ before })).toEqual([...vmids.slice(0, 9), 20_300]);
  expect(chosen({ seen: { ...all.seen, guests: guests({ 20_310: { maxcpu: 1 }, 20_311: { pool: 'globex' }, 20_312: { name: 'x' } }) } })).toEqual([
    ...vmids.slice(0, 9), 20_310, 20_311, 20_312,
  ]);
  const everyOne = Object.fromEntries(vmids.map((vmid) => [vmid, { name: 'x' }]));
  expect(chosen({ seen: { ...all.seen, guests: guests(everyOne) } })).toHaveLength(29);
});

test.each([
  ['one of a node that is away', { node: 'pve2' }],
  ['a container under its VMID', { type: 'lxc' }],
  ['one that is being migrated', { lock: 'migrate' }],
])('%s is not read', (_name, change) => {
  expect(chosen({ seen: { ...all.seen, guests: guests({ 20_000: change }) } })[0]).toBe(20_001);
});

test('one that is gone, or that Vigie is at work on, is not read', () => {
  const without = guests();
  without.delete(20_000);
  expect(chosen({ seen: { ...all.seen, guests: without } })[0]).toBe(20_001);
  expect(chosen({ vms: vms.map((vm) => ({ ...vm, underWay: vm.vmid < 20_100 })) })[0]).toBe(20_100);
});
