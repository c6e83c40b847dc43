import { isLockText } from './lock-texts.ts';

test.each([
  'VM is locked (clone)',
  'VM is locked (backup)',
  'VM is locked (snapshot-delete)',
  "can't lock file '/var/lock/qemu-server/lock-5010.conf' - got timeout",
  "can't lock file '/var/lock/pve-manager/pve-storage-local-lvm' - got timeout",
  "cfs-lock 'storage-ceph' error: got lock request timeout",
  "create sdn zone object failed: cfs-lock 'domain-sdn' error: got lock request timeout",
])('%s', (text) => {
  expect(isLockText(text)).toBe(true);
});

test.each([
  // Until somebody resumes it.
  'VM is locked (suspended)',
  'VM is locked (some day)',
  'VM is locked (backup), said the guest',
  'note: VM is locked (backup)',
  'vm is locked (backup)',
  'VM is locked (backup)\nand more',
  "can't lock file '/etc/passwd' - got timeout",
  "can't lock file '/var/lock/qemu-server/lock-5010.conf' - Permission denied",
  // A missing quorum lasts, and its writes may have begun.
  "cfs-lock 'file-user_cfg' error: no quorum!",
  "generating token failed: cfs-lock 'file-user_cfg' error: no quorum!",
  'cluster not ready - no quorum?',
  "create sdn zone object failed: invalid lock token provided! at /usr/share/perl5/PVE/Network/SDN.pm line 291.",
  'detected modified configuration - file changed by other user? Try again.',
  'VM quit/powerdown failed - got timeout',
  '',
])('not %j', (text) => {
  expect(isLockText(text)).toBe(false);
});
