import { freshContents } from '../model/contents.ts';
import { now } from '../simulator.ts';
import type { ConfigValue, Guest, Task, World } from '../state/world.ts';

const mib = 1024 ** 2;

/** What every guest of the recordings has that was cloned from the template. */
const cloned: Record<string, ConfigValue> = {
  cores: 1,
  cpu: 'qemu64',
  ostype: 'l26',
  scsihw: 'virtio-scsi-pci',
  kvm: 0,
  serial0: 'socket',
  agent: '1',
  boot: 'order=scsi0',
  meta: 'creation-qemu=10.0.13,ctime=1795220610',
  smbios1: 'uuid=271970b9-f5b9-4f91-b672-574f945184c0',
  vmgenid: '7717a994-f72a-4964-a0f0-c338c0fdd1ff',
};

/** The guests that 01-reads, 05b-quorum-and-offline and 08-exporter-inputs found: running, stopped, managed by HA, on the other node. */
export function addMixedGuests(world: World): World {
  addClone(world, 201, { name: 'vm-linked', memory: '256', net0: 'virtio=BC:24:11:50:15:37,bridge=vmbr0' }, 'tenants');
  addClone(world, 202, {
    name: 'vm-full',
    memory: '256',
    net0: 'virtio=BC:24:11:53:A2:1F,bridge=vmbr0',
    ipconfig0: 'ip=198.51.100.52/24,gw=198.51.100.1',
    nameserver: '198.51.100.1',
    searchdomain: 'example.test',
    ciuser: 'deploy',
    cipassword: '$5$recorded',
    description: 'äöü € 😀\nline2',
    onboot: 1,
    tags: 'a;b',
  });
  addClone(
    world,
    7001,
    {
      name: 'mix-running',
      memory: '300',
      net0: 'virtio=BC:24:11:99:73:F2,bridge=vmbr0',
      ipconfig0: 'ip=198.51.100.71/24,gw=198.51.100.1',
      onboot: 1,
      tags: 'prod;web',
    },
    'tpool',
  );
  addClone(world, 7002, { name: 'mix-stopped', memory: '300', net0: 'virtio=BC:24:11:6C:F3:87,bridge=vmbr0', tags: 'dev' }, 'tpool');
  addClone(world, 7003, { name: 'mix-ha', memory: '300', net0: 'virtio=BC:24:11:5A:15:23,bridge=vmbr0' }, 'tpool');
  const other = addGuest(world, 300, {
    name: 'onpve2',
    memory: '64',
    kvm: 0,
    boot: 'order=scsi0',
    scsi0: 'local:300/vm-300-disk-0.raw,size=1G',
    meta: 'creation-qemu=10.0.13,ctime=1795220986',
    smbios1: 'uuid=b704280a-43e7-4026-8947-1d3fa033f9ec',
    vmgenid: 'b708ad89-2329-42bf-aea9-b5edb39df4dc',
  });
  other.node = 'pve2';
  const running = world.guests[7001];
  if (running !== undefined)
    running.running = { startedAt: now() - 270, pid: 9057, agentFrom: 0, config: { ...running.config }, addresses: [], processes: {} };
  return world;
}

/** A linked clone of the template, with its volumes. */
export function addClone(world: World, vmid: number, config: Record<string, ConfigValue>, pool?: string): Guest {
  const disk = `local:9000/base-9000-disk-0.qcow2/${vmid}/vm-${vmid}-disk-0.qcow2`;
  const drive = `local:${vmid}/vm-${vmid}-cloudinit.qcow2`;
  const volume = { storage: 'local', node: 'pve1', vmid, format: 'qcow2', content: 'images', ctime: 1_795_220_611 };
  world.volumes[disk] = { ...volume, size: 21 * mib, parent: 'local:9000/base-9000-disk-0.qcow2' };
  world.volumes[drive] = { ...volume, size: 4 * mib, parent: null };
  if (pool !== undefined) world.pools[pool]?.vms.push(vmid);
  return addGuest(world, vmid, { ...cloned, ...config, scsi0: `${disk},size=21M`, ide2: `${drive},media=cdrom,size=4M` });
}

export function addGuest(world: World, vmid: number, config: Record<string, ConfigValue>): Guest {
  const guest: Guest = {
    vmid,
    node: 'pve1',
    config,
    pending: {},
    running: null,
    contents: freshContents(),
    firewall: { options: {}, rules: [], ipsets: {} },
  };
  world.guests[vmid] = guest;
  return guest;
}

/** A task that had ended before the first call, newest first. */
export function addTask(world: World, upid: string, exitstatus: string, log: string[] = []): void {
  const [, node = '', pid = '', pstart = '', starttime = '', type = '', id = '', caller = ''] = upid.split(':');
  const [user = '', tokenid] = caller.split('!');
  const task: Task = {
    upid,
    node,
    pid: Number.parseInt(pid, 16),
    pstart: Number.parseInt(pstart, 16),
    starttime: Number.parseInt(starttime, 16),
    type,
    id,
    user,
    ...(tokenid === undefined ? {} : { tokenid }),
    endtime: Number.parseInt(starttime, 16) + 1,
    exitstatus,
    log: [...log, exitstatus === 'OK' ? 'TASK OK' : `TASK ERROR: ${exitstatus}`],
  };
  world.tasks.push(task);
}
