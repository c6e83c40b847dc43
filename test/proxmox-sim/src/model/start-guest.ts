import type { Simulator } from '../simulator.ts';
import type { Guest, World } from '../state/world.ts';
import type { TaskHandle } from '../tasks.ts';
import { boot } from './boot.ts';
import { drives, guestOn, isCdrom } from './guest-config.ts';
import type { Identity } from './identity.ts';
import { isIso, requireIso } from './iso.ts';

/** The texts of a start that the guest itself forbids. */
export function requireUnlocked(guest: Guest): void {
  if (guest.config['lock'] !== undefined) throw new Error(`VM is locked (${guest.config['lock']})`);
}

export async function startGuest(sim: Simulator, guest: Guest, task: TaskHandle): Promise<void> {
  if (guest.config['template'] === 1) throw new Error("you can't start a vm if it's a template");
  requireUnlocked(guest);
  if (guest.running !== null) throw new Error(`VM ${guest.vmid} already running`);
  requireDisks(sim.world, guest);
  await task.wait(sim.delays.start);
  boot(sim, guest);
}

/** A configuration that came to another node by itself leaves its local disks behind. */
function requireDisks(world: World, guest: Guest): void {
  const { volumes, storages } = world;
  for (const { volid } of drives(guest.config)) if (isIso(volid)) requireIso(world, guest.node, volid);
  const lost = drives(guest.config).find((drive) => !isCdrom(drive) && (volumes[drive.volid]?.node ?? guest.node) !== guest.node);
  if (lost === undefined) return;
  const [storage = '', name = ''] = lost.volid.split(':');
  const state = storages[storage];
  throw new Error(
    state?.type === 'lvmthin' ? `no such logical volume ${state.options['vgname'] ?? ''}/${name}` : `volume '${lost.volid}' does not exist`,
  );
}

/** The task of a start that no call asked for. */
export function startTask(sim: Simulator, node: string, vmid: number, identity: Identity): string {
  return sim.tasks.start({
    node,
    type: 'qmstart',
    id: String(vmid),
    identity,
    work: (task) => sim.locks.with(vmid, 10_000, () => startGuest(sim, guestOn(sim.world, node, vmid), task), task.log),
  });
}
