import { kindOf } from './kind.ts';

test.each([
  [500, "unable to open file '/etc/pve/nodes/pve1/qemu-server/7002.conf.tmp.9200' - Permission denied", 'no-quorum'],
  [500, "generating token failed: cfs-lock 'file-user_cfg' error: no quorum!", 'no-quorum'],
  [500, 'VM is locked (backup)', 'locked'],
  [500, "can't lock file '/var/lock/qemu-server/lock-5010.conf' - got timeout", 'locked'],
  [500, "cfs-lock 'storage-local' error: got lock request timeout", 'locked'],
  [500, "unable to create VM 5003 - VM 5003 already exists on node 'pve1'", 'conflict'],
  [500, 'unable to create VM 5001: config file already exists', 'conflict'],
  [500, "create sdn zone object failed: sdn zone object ID 'tz1' already defined", 'conflict'],
  [500, 'detected modified configuration - file changed by other user? Try again.', 'conflict'],
  [500, "IP '10.77.1.55' already exist", 'conflict'],
  [500, "no such user ('nobody@pve')", 'missing'],
  [500, "unable to find configuration file for VM 9999 on node 'pve1'", 'missing'],
  [500, "hostname lookup 'nonode' failed - failed to get address info for: nonode: Temporary failure in name resolution", 'missing'],
  [500, "400 Parameter verification failed.\nid: No such job 'nojob'", 'missing'],
  [500, '400 Parameter verification failed.\nvmid: property is missing', 'invalid'],
  [500, "Agent error: failed to open file '/nodir/x' (mode: 'wb'): No such file or directory", 'other'],
  [500, 'QEMU guest agent is not running', 'other'],
  [500, 'VM 5001 is running - destroy failed', 'other'],
  [500, 'SSH public key validation error', 'invalid'],
  [400, 'too many parameters', 'invalid'],
])('%i %s', (status, reason, kind) => {
  expect(kindOf(status, reason, {})).toBe(kind);
});

test.each([
  ['upid', 'no such task', 'missing'],
  ['vmid', 'VM 7001 already exists', 'conflict'],
  ['vmid', "type check ('integer') failed - got 'x'", 'invalid'],
])('400 with %s: %s', (field, text, kind) => {
  expect(kindOf(400, 'Parameter verification failed.', { [field]: text })).toBe(kind);
});

test('the status decides where it can, whatever the text says', () => {
  expect(kindOf(403, "Permission check failed (pool 'nopool' does not exist)", {})).toBe('permission');
});
