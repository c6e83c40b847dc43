import { differences, mergedTags } from './configure-vm.ts';
import { networkOf } from './allocate-network.ts';
import { nodesWith } from './place-vm.ts';
import { randomPassword } from './password.ts';
import { cardMac } from './register-address.ts';
import { sizeGiB } from './resize-disk.ts';
import { hasMarker } from './pve/names.ts';

describe('what steps compare', () => {
  test('a disk line without a size is a mistake of the template', () => {
    expect(() => sizeGiB(undefined)).toThrow(/no disk scsi0/);
    expect(() => sizeGiB('ceph-vm:vm-1-disk-0')).toThrow(/no disk scsi0/);
  });

  test('disk sizes in GiB', () => {
    expect(sizeGiB('ceph-vm:vm-1-disk-0,size=10G')).toBe(10);
    expect(sizeGiB('ceph-vm:vm-1-disk-0,discard=on,size=2T')).toBe(2048);
    expect(sizeGiB('local:1/vm-1-disk-0.raw,size=2560M')).toBe(2.5);
  });

  test('the MAC is found whatever the model; a line without one is refused', () => {
    expect(() => cardMac('virtio,bridge=vmbr0')).toThrow(/no MAC/);
    expect(cardMac('virtio=BC:24:11:00:00:01,bridge=vmbr0')).toBe('BC:24:11:00:00:01');
    expect(cardMac('e1000=bc:24:11:00:00:02,bridge=vmbr0,firewall=1')).toBe('bc:24:11:00:00:02');
  });

  test('settings are compared by meaning', () => {
    const config = {
      cores: 2,
      memory: '2048',
      agent: '1',
      net0: 'virtio=BC:24:11:00:00:01,firewall=1,bridge=t1',
      tags: 'a;vigie',
      sshkeys: 'ssh-ed25519%20AAAA%20me%0A',
    };
    const same = {
      cores: 2,
      memory: 2048,
      agent: 'enabled=1',
      net0: 'virtio=bc:24:11:00:00:01,bridge=t1,firewall=1',
      tags: 'vigie;a',
      sshkeys: 'ssh-ed25519%20AAAA%20me',
    };
    expect(differences(config, same)).toEqual({});
    expect(differences(config, { ...same, memory: 4096, onboot: 1 })).toEqual({ memory: 4096, onboot: 1 });
    expect(differences(config, { net0: 'virtio=bc:24:11:00:00:01,bridge=t2,firewall=1' })).toHaveProperty('net0');
  });

  test('tags: added once, sorted, without the template mark', () => {
    expect(mergedTags('template;b', ['monitored', 'b'])).toBe('b;monitored');
    expect(mergedTags(undefined, ['x'])).toBe('x');
  });

  test('a marker is a whole line of the description', () => {
    const order = { id: 'ord_0000000000000001' };
    expect(hasMarker(undefined, order)).toBe(false);
    expect(hasMarker('vigie:ord_00000000000000012', order)).toBe(false);
    expect(hasMarker('by vigie:ord_0000000000000001', order)).toBe(false);
    expect(hasMarker('note\nvigie:ord_0000000000000001\n', order)).toBe(true);
  });

  test('only online nodes that have the storage are candidates', () => {
    const node = (name: string, status: string, mem: number) => ({ node: name, status, maxmem: 100, mem });
    const at = (name: string, status = 'available') => ({ node: name, storage: 'ceph', status });
    const nodes = [
      node('a', 'online', 50),
      node('b', 'online', 10),
      node('c', 'offline', 0),
      node('d', 'online', 0),
      node('e', 'online', 1),
    ];
    const found = nodesWith('ceph', nodes, [
      at('a'),
      at('b'),
      at('c'),
      at('e', 'unknown'),
      { node: 'd', storage: 'local', status: 'available' },
    ]);
    expect(found.map((entry) => entry.node)).toEqual(['a', 'b']);
  });

  test("a node's address tells its network", () => {
    expect(networkOf('10.10.5.7/20')).toEqual(['10.10.0.0/20']);
    expect(networkOf('fe80::1/64')).toEqual([]);
    expect(networkOf(undefined)).toEqual([]);
  });

  test('passwords fit into what Proxmox takes', () => {
    expect(randomPassword()).toMatch(/^[a-zA-Z2-9]{20}$/);
    expect(randomPassword()).not.toBe(randomPassword());
  });
});
