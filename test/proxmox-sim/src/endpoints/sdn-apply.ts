import { randomUUID } from 'node:crypto';
import { die } from '../http/api-error.ts';
import { flag, optionalText } from '../http/call.ts';
import type { Call, Endpoint } from '../http/call.ts';
import { requireSdnLock } from '../model/sdn-write.ts';
import type { Simulator } from '../simulator.ts';
import type { World } from '../state/world.ts';

export const sdnApplyEndpoints: Endpoint[] = [
  { method: 'PUT', template: '/cluster/sdn', handle: apply },
  { method: 'POST', template: '/cluster/sdn/lock', handle: lock },
  { method: 'DELETE', template: '/cluster/sdn/lock', handle: unlock },
  { method: 'POST', template: '/cluster/sdn/rollback', handle: rollback },
];

/** The configuration becomes the active one at once; the nodes follow by their own tasks. */
function apply(call: Call): string {
  const { sim, world } = call;
  requireSdnLock(call, null);
  const changed = changedZones(world);
  world.sdn.running = structuredClone(world.sdn.config);
  if (flag(call, 'release-lock', true)) world.sdn.lock = null;
  const online = Object.entries(world.nodes)
    .filter(([, node]) => node.online)
    .map(([name]) => name);
  for (const name of Object.keys(world.nodes)) world.sdn.status[name] = statusAfterCommit(world, name);
  return sim.tasks.start({
    node: online[0] ?? die('no node is online'),
    type: 'reloadnetworkall',
    id: '',
    identity: call.identity,
    work: async (task) => {
      for (const name of online) {
        task.log(`${name}: reloading network config`);
        await task.wait(sim.delays.apply);
        const upid = reload(sim, name);
        await sim.tasks.ended(upid);
        // A node that fails is a line in this log, never a failure of this task.
        const status = world.tasks.find((item) => item.upid === upid)?.exitstatus ?? '';
        if (status === 'OK') continue;
        task.log(status);
        for (const zone of zonesOn(world, name)) if (changed.has(zone)) (world.sdn.status[name] ??= {})[zone] = 'error';
      }
    },
  });
}

/** What a node whose reload fails does not have as it is configured. Applied again after that, nothing is changed and all is loaded. */
function changedZones({ sdn: { config, running } }: World): Set<string> {
  const of = ({ zones, vnets, subnets }: typeof config, zone: string) =>
    JSON.stringify([zones[zone], [vnets, subnets].map((objects) => Object.entries(objects).filter(([, object]) => object['zone'] === zone))]);
  return new Set(Object.keys(config.zones).filter((zone) => of(config, zone) !== of(running, zone)));
}

type ZoneStatus = World['sdn']['status'][string];

function statusAfterCommit(world: World, node: string): ZoneStatus {
  const before = world.sdn.status[node] ?? {};
  return Object.fromEntries(zonesOn(world, node).map((zone) => [zone, before[zone] ?? 'pending']));
}

function zonesOn(world: World, node: string): string[] {
  return Object.entries(world.sdn.running.zones)
    .filter(([, zone]) => zone['nodes'] === undefined || String(zone['nodes']).split(',').includes(node))
    .map(([id]) => id);
}

function reload(sim: Simulator, node: string): string {
  const { world } = sim;
  return sim.tasks.start({
    node,
    type: 'srvreload',
    id: 'networking',
    identity: { user: 'root@pam', token: null },
    work: async (task) => {
      await task.wait(sim.delays.reload);
      const needsDhcp = Object.values(world.sdn.running.zones).some((zone) => zone['dhcp'] === 'dnsmasq');
      if (needsDhcp && !world.cluster.dnsmasq) {
        world.sdn.status[node] = Object.fromEntries(
          Object.entries(world.sdn.status[node] ?? {}).map(([zone, state]) => [zone, state === 'pending' ? 'error' : state]),
        );
        task.log("WARN: please install the 'dnsmasq' package in order to use the DHCP feature!");
        throw new Error("Could not run before_regenerate for DHCP plugin dnsmasq cannot reload with missing 'dnsmasq' package ");
      }
      world.sdn.status[node] = Object.fromEntries(zonesOn(world, node).map((zone) => [zone, 'available']));
    },
  });
}

function hasPending(world: World): boolean {
  return JSON.stringify(world.sdn.config) !== JSON.stringify(world.sdn.running);
}

function lock(call: Call): string {
  const { sdn } = call.world;
  if (sdn.lock !== null) die('sdn configuration is locked');
  if (!flag(call, 'allow-pending') && hasPending(call.world)) die('configuration has pending changes');
  sdn.lock = randomUUID();
  return sdn.lock;
}

function unlock(call: Call): null {
  const { sdn } = call.world;
  if (sdn.lock !== null && !flag(call, 'force') && optionalText(call, 'lock-token') !== sdn.lock) requireSdnLock(call, null);
  sdn.lock = null;
  return null;
}

function rollback(call: Call): null {
  const { sdn } = call.world;
  requireSdnLock(call, null);
  sdn.config = structuredClone(sdn.running);
  if (flag(call, 'release-lock', true)) sdn.lock = null;
  return null;
}
