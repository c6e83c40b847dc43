import { dueAt, type Candidate } from './due.ts';

const day = 24 * 3600_000;
const slot = new Date('2026-11-21T03:30:00Z');
const nightly = { cron: '30 3 * * *', timeZone: 'UTC', windowDays: 30 };
const ago = (days: number | null) => (days === null ? null : new Date(slot.getTime() - days * day));
const vm = (vmId: string, provenDays: number | null, triedDays = provenDays): Candidate => ({ vmId, provenAt: ago(provenDays), triedAt: ago(triedDays) });
const many = (count: number, provenDays: number | null) => Array.from({ length: count }, (_, i) => vm(`vm_${String(i).padStart(3, '0')}`, provenDays));

test('as many as the slots of the window need, at least one', () => {
  expect(dueAt(slot, many(3, null), nightly)).toHaveLength(1);
  expect(dueAt(slot, many(30, null), nightly)).toHaveLength(1);
  expect(dueAt(slot, many(31, null), nightly)).toHaveLength(2);
  expect(dueAt(new Date('2026-11-22T03:30:00Z'), many(100, null), { ...nightly, cron: '30 3 * * 0' })).toHaveLength(20);
  expect(dueAt(slot, [], nightly)).toEqual([]);
});

test('first who was never proven, then whose proof ends soonest', () => {
  expect(dueAt(slot, [vm('a', 20), vm('b', null), vm('c', 25)], { ...nightly, windowDays: 1 })).toEqual(['b', 'c', 'a']);
  expect(dueAt(slot, [vm('a', 20), vm('c', 25)], nightly)).toEqual(['c']);
});

test('a proof younger than half the window is not made again', () => {
  expect(dueAt(slot, [vm('a', 14.9)], nightly)).toEqual([]);
  expect(dueAt(slot, [vm('a', 15)], nightly)).toEqual(['a']);
});

test('one that fails every night does not take the place of the others', () => {
  expect(dueAt(slot, [vm('failing', null, 1), vm('old', 20)], nightly)).toEqual(['old']);
  expect(dueAt(slot, [vm('failing', null, 1), vm('fresh', 3)], nightly)).toEqual(['failing']);
});

test('every proof that ends before the next slot is renewed, however many', () => {
  expect(dueAt(slot, many(5, 29.5), nightly)).toHaveLength(5);
});

test('in simulation every machine is proven within its window, month after month', () => {
  const window = 10;
  const machines = many(23, null).map((machine) => ({ ...machine }));
  let longest = 0;
  for (let night = 0; night < 60; night++) {
    const at = new Date(slot.getTime() + night * day);
    for (const vmId of dueAt(at, machines, { ...nightly, windowDays: window })) {
      const machine = machines.find((one) => one.vmId === vmId)!;
      if (machine.provenAt) longest = Math.max(longest, (at.getTime() - machine.provenAt.getTime()) / day);
      machine.provenAt = machine.triedAt = at;
    }
    if (night >= window) expect(machines.every(({ provenAt }) => provenAt && at.getTime() - provenAt.getTime() <= window * day)).toBe(true);
  }
  expect(longest).toBeLessThanOrEqual(window);
});
