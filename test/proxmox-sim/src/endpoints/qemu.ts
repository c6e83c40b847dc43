import { die } from '../http/api-error.ts';
import { flag, number, text } from '../http/call.ts';
import type { Call, Endpoint } from '../http/call.ts';
import { bootDiskSize, cpuCount, guestOn, hasAgent, maxMemory, nics, drives } from '../model/guest-config.ts';
import { freeAddresses } from '../model/ipam.ts';
import { guestLoad } from '../model/load.ts';
import { holds } from '../model/permissions.ts';
import { requireWritableConfig } from '../model/quorum.ts';
import type { Guest } from '../state/world.ts';
import type { TaskHandle } from '../tasks.ts';

export const qemuEndpoints: Endpoint[] = [
  { method: 'GET', template: '/nodes/{node}/qemu', handle: listGuests },
  { method: 'GET', template: '/nodes/{node}/qemu/{vmid}/status/current', handle: currentStatus },
  { method: 'DELETE', template: '/nodes/{node}/qemu/{vmid}', handle: destroy },
];

function listGuests(call: Call): unknown[] {
  return Object.values(call.world.guests)
    .filter((guest) => guest.node === text(call, 'node') && holds(call.world, call.identity, `/vms/${guest.vmid}`, 'VM.Audit'))
    .map((guest) => (flag(call, 'full') && guest.running !== null ? { ...basics(guest), qmpstatus: qmpStatus(guest), nics: nicCounters(guest) } : basics(guest)));
}

function basics(guest: Guest): Record<string, unknown> {
  const { vmid, config, running } = guest;
  const load = guestLoad(guest);
  const pressure = {
    pressurecpusome: 0,
    pressurecpufull: 0,
    pressureiosome: 0,
    pressureiofull: 0,
    pressurememorysome: 0,
    pressurememoryfull: 0,
  };
  return {
    vmid,
    name: config['name'] ?? `VM ${vmid}`,
    status: running === null ? 'stopped' : 'running',
    cpus: cpuCount(config),
    maxmem: maxMemory(config),
    maxdisk: bootDiskSize(config),
    disk: 0,
    ...load,
    memhost: load.mem,
    ...(config['tags'] === undefined ? {} : { tags: config['tags'] }),
    ...(config['lock'] === undefined ? {} : { lock: config['lock'] }),
    ...(config['template'] === undefined ? {} : { template: config['template'] }),
    ...(config['serial0'] === undefined ? {} : { serial: 1 }),
    ...(running === null ? {} : { pid: running.pid, ...pressure }),
  };
}

function currentStatus(call: Call): unknown {
  const guest = guestOn(call.world, text(call, 'node'), number(call, 'vmid'));
  const { running } = guest;
  return {
    ...basics(guest),
    qmpstatus: qmpStatus(guest),
    ha: haOf(call, guest.vmid),
    ...(hasAgent(guest.config) ? { agent: 1 } : {}),
    ...(running === null ? {} : { nics: nicCounters(guest) }),
  };
}

function qmpStatus({ running }: Guest): string {
  if (running === null) return 'stopped';
  return running.paused === true ? 'paused' : 'running';
}

function nicCounters(guest: Guest): unknown {
  const { netin, netout } = guestLoad(guest);
  return Object.fromEntries(nics(guest.running?.config ?? {}).map((_, index) => [`tap${guest.vmid}i${index}`, { netin, netout }]));
}

function haOf({ world }: Call, vmid: number): unknown {
  if (world.ha.resources[`vm:${vmid}`] === undefined) return { managed: 0 };
  const state = world.ha.manager?.[`vm:${vmid}`];
  return { managed: 1, ...(state === undefined ? {} : { state }) };
}

function destroy(call: Call): string {
  const { sim, world } = call;
  const vmid = number(call, 'vmid');
  const guest = guestOn(world, text(call, 'node'), vmid);
  if (guest.config['protection'] === 1) die(`can't remove VM ${vmid} - protection mode enabled`);
  if (guest.running !== null) die(`VM ${vmid} is running - destroy failed`);
  if (!flag(call, 'purge')) requireUnused(call, vmid);
  return sim.tasks.start({
    node: guest.node,
    type: 'qmdestroy',
    id: String(vmid),
    identity: call.identity,
    // A clone that is being made holds the lock; the destruction follows when it is done.
    work: (task) =>
      sim.locks.with(vmid, 10_000, async () => {
        const found = guestOn(world, guest.node, vmid);
        if (found.config['lock'] !== undefined) throw new Error(`VM is locked (${found.config['lock']})`);
        if (found.running !== null) throw new Error(`VM ${vmid} is running - destroy failed`);
        const own = volumesOf(found).filter((volid) => world.volumes[volid]?.vmid === vmid);
        for (const volid of own) {
          const child = Object.values(world.volumes).find((volume) => volume.parent === volid);
          if (child !== undefined) throw new Error(`base volume '${volid}' is still in use by linked cloned`);
        }
        await task.wait(sim.delays.destroy);
        for (const volid of own) delete world.volumes[volid];
        // Observed: without quorum the disks are gone before the config file cannot be removed.
        requireWritableConfig(world, found, task.pid);
        freeAddresses(world, found);
        forget(call, vmid);
        if (flag(call, 'purge')) purge(call, task, vmid);
      }),
  });
}

/** What goes with a guest in every case: its place in a pool, ACLs on it, its firewall. */
function forget({ world }: Call, vmid: number): void {
  delete world.guests[vmid];
  for (const pool of Object.values(world.pools)) pool.vms = pool.vms.filter((member) => member !== vmid);
  world.acl = world.acl.filter((entry) => entry.path !== `/vms/${vmid}`);
}

/** Everything that its configuration names, detached disks included. */
function volumesOf({ config }: Guest): string[] {
  const unused = Object.entries(config).filter(([key]) => /^unused\d+$/.test(key));
  return [...drives(config).map((drive) => drive.volid), ...unused.map(([, value]) => String(value))];
}

function requireUnused({ world }: Call, vmid: number): void {
  if (world.ha.resources[`vm:${vmid}`] !== undefined) die(`unable to remove VM ${vmid} - used in HA resources and purge parameter not set.`);
  const job = Object.entries(world.replication ?? {}).find(([, { guest }]) => guest === vmid)?.[0];
  if (job !== undefined) die(`There is a replication job '${job}' for guest '${vmid}' - Please remove that first.`);
}

/** Takes the guest out of the jobs that name it, and out of HA. */
function purge({ world }: Call, task: TaskHandle, vmid: number): void {
  task.log(`purging VM ${vmid} from related configurations..`);
  for (const [id, job] of Object.entries(world.backupJobs)) {
    const named = String(job['vmid'] ?? '').split(',');
    if (!named.includes(String(vmid))) continue;
    const left = named.filter((item) => item !== String(vmid));
    if (left.length > 0) job['vmid'] = left.join(',');
    else delete world.backupJobs[id];
  }
  for (const [id, { guest }] of Object.entries(world.replication ?? {})) if (guest === vmid) delete world.replication?.[id];
  const sid = `vm:${vmid}`;
  if (world.ha.resources[sid] === undefined) return;
  delete world.ha.resources[sid];
  delete world.ha.manager?.[sid];
  task.log(`NOTE: removed VM ${vmid} from HA resource configuration.`);
}
