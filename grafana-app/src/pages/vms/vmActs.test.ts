import type { VmState } from '@vigie/contract/vms';
import { operationOf, vm } from '../../testing/vms';
import { actBlocked, vmActs, type VmAct } from './vmActs';

const possible = (changes: Partial<typeof vm>): VmAct[] =>
  (Object.keys(vmActs) as VmAct[]).filter((act) => actBlocked(act, { ...vm, ...changes }) === undefined);

test.each<[VmState, VmAct[]]>([
  ['running', ['shutdown', 'reboot', 'console', 'resize', 'rotate-key', 'stop', 'reset', 'delete']],
  ['stopped', ['start', 'resize', 'delete']],
  ['paused', ['console', 'resize', 'stop', 'reset', 'delete']],
  ['unknown', ['delete']],
  ['deploying', []],
  ['pending-delete', []],
])('what is possible with a machine that is %s', (state, acts) => {
  expect(possible({ state })).toEqual(acts);
});

test('nothing is possible while something is being done, and that is said', () => {
  expect(possible({ operation: operationOf('reboot', 'running') })).toEqual([]);
  expect(actBlocked('delete', { ...vm, operation: operationOf('reboot', 'running') })).toBe('It is busy: Rebooting');
});
