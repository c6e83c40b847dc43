import { aDeliveredVm, databaseForTests } from '../../store/test-database.ts';
import { requestDeletion } from '../../store/vm-deletions.ts';
import { findVmOfAnyAge } from '../../store/vms.ts';
import type { OperationWork } from '../ports.ts';
import { recall } from './recall.ts';

const db = databaseForTests();

test('that a deletion is taken back is told once, with the day that no longer holds', async () => {
  const { id } = await aDeliveredVm(db, { tenant: 'acme', vmid: 20_000 });
  await requestDeletion(db, id, { by: 'admin', graceDays: 7, finalBackup: false });
  const told: [string, Date][] = [];
  const notices = { recalled: (vm: { id: string }, destroyAt: Date) => Promise.resolve(void told.push([vm.id, destroyAt])) };
  const keep = async () => {
    const vm = await findVmOfAnyAge(db, id);
    const work = { vm, parts: { db, notices: () => notices } } as unknown as OperationWork;
    await recall.steps.find(({ name }) => name === 'keep')?.run(work);
    return vm;
  };
  const before = await keep();
  await keep();
  expect(told).toEqual([[id, before?.destroy_at]]);
  expect(before?.destroy_at).toBeInstanceOf(Date);
  expect(await findVmOfAnyAge(db, id)).toMatchObject({ destroy_at: null, deletion_requested_at: null });
});
