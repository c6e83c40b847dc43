/** Needs a network, which a lab does not have, or is not a file system at all. */
const elsewhere = new Set(['nfs', 'nfs4', 'cifs', 'smb3', 'smbfs', 'sshfs', 'fuse.sshfs', 'ceph', 'glusterfs', 'fuse.glusterfs', 'swap', 'tmpfs', 'proc', 'sysfs', 'devpts']);
const optional = new Set(['noauto', 'nofail', '_netdev', 'x-systemd.automount']);

/** The mount points that /etc/fstab wants at every boot, on disks of the machine itself. */
export function mountsOf(fstab: string): string[] {
  return fstab
    .split('\n')
    .map((line) => line.replace(/#.*/, '').trim().split(/\s+/))
    .filter(([, mount = '', type = '', options = '']) => mount.startsWith('/') && !elsewhere.has(type) && !options.split(',').some((option) => optional.has(option)))
    .map(([, mount = '']) => mount.replace(/\\040/g, ' '));
}
