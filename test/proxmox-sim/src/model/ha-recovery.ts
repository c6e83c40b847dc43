import { now } from '../simulator.ts';
import type { Simulator } from '../simulator.ts';
import type { Guest, World } from '../state/world.ts';
import { isQuorate } from './quorum.ts';
import { takeReplica } from './replication.ts';
import { startTask } from './start-guest.ts';

const root = { user: 'root@pam', token: null };

/** A node went off: half of the time until it is fenced its services still count as started. */
export function nodeLost(sim: Simulator, name: string): void {
  const node = sim.world.nodes[name];
  if (node === undefined) return;
  node.lostAt = now();
  superviseHa(sim);
}

/** A node is back: what it should run is started there, unless it has been recovered elsewhere by now. */
export function nodeBack(sim: Simulator, name: string): void {
  const { world } = sim;
  delete world.nodes[name]?.lostAt;
  for (const [sid, guest] of servicesOn(world, name)) start(sim, sid, guest);
  superviseHa(sim);
}

/** What the manager does about nodes that are off; to be called when anything that it depends on has changed. */
export function superviseHa(sim: Simulator): void {
  const { world } = sim;
  const { manager } = world.ha;
  if (manager === null || !isQuorate(world)) return;
  for (const [name, { lostAt }] of Object.entries(world.nodes)) {
    const services = servicesOn(world, name);
    if (lostAt === undefined || services.length === 0) continue;
    const left = lostAt * 1000 + sim.delays.fence - now() * 1000;
    if (left > 0) {
      const half = left - sim.delays.fence / 2;
      if (half <= 0) for (const [sid] of services) manager[sid] = 'fence';
      setTimeout(() => superviseHa(sim), half > 0 ? half : left).unref();
    } else for (const [sid, guest] of services) recover(sim, sid, guest);
  }
  sim.onChange();
}

/** The services of a node that are to run. */
function servicesOn({ ha, guests }: World, node: string): [string, Guest][] {
  if (ha.manager === null) return [];
  return Object.entries(ha.resources).flatMap(([sid, { state }]) => {
    const guest = guests[sid.slice('vm:'.length)];
    return guest?.node === node && state === 'started' && ha.manager?.[sid] !== 'error' ? [[sid, guest] as [string, Guest]] : [];
  });
}

/** Takes the configuration away from the fenced node. Nobody looks where the disks are: a start without them fails. */
function recover(sim: Simulator, sid: string, guest: Guest): void {
  const { world } = sim;
  const target = choose(world, sid);
  if (world.ha.manager === null) return;
  if (target === null) {
    world.ha.manager[sid] = 'recovery';
    return;
  }
  takeReplica(world, guest, target);
  guest.node = target;
  start(sim, sid, guest);
}

function start(sim: Simulator, sid: string, guest: Guest): void {
  const { manager } = sim.world.ha;
  if (manager === null || guest.running !== null) return;
  manager[sid] = 'started';
  const upid = startTask(sim, guest.node, guest.vmid, root);
  void sim.tasks.ended(upid).then(() => {
    if (guest.running === null && manager[sid] === 'started') manager[sid] = 'error';
  });
}

/** Among the nodes that are on and that a node affinity allows, those of the highest priority; of these the one with the fewest services. */
function choose(world: World, sid: string): string | null {
  const online = Object.keys(world.nodes).filter((name) => world.nodes[name]?.online === true);
  const rule = Object.values(world.ha.rules).find(
    ({ type, resources, disable }) => type === 'node-affinity' && disable !== '1' && String(resources).split(',').includes(sid),
  );
  const wanted = new Map(
    String(rule?.['nodes'] ?? '')
      .split(',')
      .map((item): [string, number] => [item.split(':')[0] ?? '', Number(item.split(':')[1] ?? 0)]),
  );
  const preferred = online.filter((name) => wanted.has(name));
  const allowed = preferred.length > 0 ? preferred : rule?.['strict'] === '1' ? [] : online;
  const best = Math.max(...allowed.map((name) => wanted.get(name) ?? 0));
  const load = (name: string): number => servicesOn(world, name).length;
  return (
    allowed
      .filter((name) => (wanted.get(name) ?? 0) === best)
      .sort((a, b) => load(a) - load(b) || a.localeCompare(b))
      .at(0) ?? null
  );
}
