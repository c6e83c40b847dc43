import { die, invalid } from '../http/api-error.ts';
import { flag, number, text } from '../http/call.ts';
import type { Call, Endpoint } from '../http/call.ts';
import { guestOn } from '../model/guest-config.ts';
import { localDisks, migrationTask, moveService } from '../model/migration.ts';

const template = '/nodes/{node}/qemu/{vmid}/migrate';

export const qemuMigrateEndpoints: Endpoint[] = [
  { method: 'GET', template, handle: preconditions },
  { method: 'POST', template, handle: migrate },
];

function preconditions(call: Call): unknown {
  const guest = guestOn(call.world, text(call, 'node'), number(call, 'vmid'));
  const others = Object.keys(call.world.nodes).filter((node) => node !== guest.node);
  return {
    running: Number(guest.running !== null),
    allowed_nodes: others,
    not_allowed_nodes: Object.fromEntries(others.map((node) => [node, {}])),
    local_resources: [],
    'mapped-resources': [],
    'mapped-resource-info': {},
    'has-dbus-vmstate': 1,
    local_disks: localDisks(call.world, guest).map(({ key, volid, size, cloudInit, cdrom }) => ({
      drivename: key,
      volid,
      size,
      cdrom: Number(cdrom),
      is_cloudinit: Number(cloudInit),
      is_attached: 1,
      is_unused: 0,
      is_tpmstate: 0,
      is_vmstate: 0,
      replicate: 1,
      shared: 0,
    })),
  };
}

/** Of a guest that HA manages the manager is asked. */
function migrate(call: Call): string {
  const { sim, world, identity } = call;
  const node = text(call, 'node');
  const target = text(call, 'target');
  if (target === node) invalid({ target: 'target is local node.' });
  if (world.nodes[target] === undefined) die(`no such cluster node '${target}'`);
  const guest = guestOn(world, node, number(call, 'vmid'));
  if (guest.config['lock'] !== undefined) die(`VM is locked (${guest.config['lock']})`);
  if (guest.running !== null && !flag(call, 'online')) die("can't migrate running VM without --online");
  if (world.ha.manager === null || world.ha.resources[`vm:${guest.vmid}`] === undefined)
    return migrationTask(sim, guest, target, { identity, withLocalDisks: flag(call, 'with-local-disks') });
  return sim.tasks.start({
    node,
    type: 'hamigrate',
    id: String(guest.vmid),
    identity,
    work: (task) => {
      task.log(`Requesting HA migration for VM ${guest.vmid} to node ${target}`);
      moveService(sim, guest, target, true);
      return Promise.resolve();
    },
  });
}
