import { TaskFailedError } from './errors.ts';
import { parsePbsPermission, parsePermission } from './permission.ts';

test.each([
  ['Permission check failed (/vms/101, VM.Audit)', '/vms/101', ['VM.Audit']],
  ['Permission check failed (/storage/local, Datastore.Audit|Datastore.AllocateSpace)', '/storage/local', ['Datastore.Audit', 'Datastore.AllocateSpace']],
  ['403 Permission check failed (/vms/7002, VM.Backup)', '/vms/7002', ['VM.Backup']],
  ['update pools failed: 403 Permission check failed (/vms/6000, Permissions.Modify|VM.Allocate)', '/vms/6000', ['Permissions.Modify', 'VM.Allocate']],
])('%s', (text, path, privileges) => {
  expect(parsePermission(text)).toEqual({ path, privileges });
});

test.each([
  'Permission check failed',
  "Permission check failed (pool 'nopool' does not exist)",
  'Permission check failed (user != root@pam)',
  "unable to open file '/etc/pve/nodes/pve1/qemu-server/7002.conf.tmp.9200' - Permission denied",
  'note: Permission check failed (/vms/101, VM.Audit)',
])('%s names none', (text) => {
  expect(parsePermission(text)).toBeNull();
});

test('a backup server says it in its own words', () => {
  expect(parsePbsPermission("missing permissions 'Datastore.Audit|Datastore.Backup' on '/datastore/main/demo'")).toEqual({
    path: '/datastore/main/demo', privileges: ['Datastore.Audit', 'Datastore.Backup'],
  });
  expect(parsePbsPermission('permission check failed')).toBeNull();
});

test('a task that failed for a privilege names it', () => {
  expect(new TaskFailedError('UPID', '403 Permission check failed (/vms/7002, VM.Backup)', []).permission).toEqual({ path: '/vms/7002', privileges: ['VM.Backup'] });
  expect(new TaskFailedError('UPID', 'job errors', []).permission).toBeNull();
});
