import { die, invalid } from '../http/api-error.ts';
import { number, text } from '../http/call.ts';
import type { Call, Endpoint } from '../http/call.ts';
import { boot } from '../model/boot.ts';
import { haState } from '../model/ha.ts';
import { guestOn } from '../model/guest-config.ts';
import type { Guest } from '../state/world.ts';
import type { TaskHandle } from '../tasks.ts';

const base = '/nodes/{node}/qemu/{vmid}/status';

export const qemuPowerEndpoints: Endpoint[] = [
  { method: 'POST', template: `${base}/start`, handle: (call) => askHa(call, 'start') ?? power(call, 'qmstart', start) },
  { method: 'POST', template: `${base}/stop`, handle: (call) => askHa(call, 'stop') ?? power(call, 'qmstop', stop) },
  { method: 'POST', template: `${base}/shutdown`, handle: (call) => askHa(call, 'shutdown') ?? power(call, 'qmshutdown', shutdown) },
  { method: 'POST', template: `${base}/reboot`, handle: reboot },
  { method: 'POST', template: `${base}/reset`, handle: reset },
];

type Action = (call: Call, guest: Guest, task: TaskHandle) => Promise<void>;

/** Accepts nearly everything at once: a missing, running or locked guest shows only in the task's exit status. */
function power(call: Call, type: string, action: Action): string {
  if (call.params['skiplock'] !== undefined) invalid({ skiplock: 'Only root may use this option.' });
  const { sim, world } = call;
  const node = text(call, 'node');
  const vmid = number(call, 'vmid');
  return sim.tasks.start({
    node,
    type,
    id: String(vmid),
    identity: call.identity,
    work: (task) =>
      sim.locks.with(vmid, 10_000, async () => {
        await action(call, guestOn(world, node, vmid), task);
      }),
  });
}

/** A guest that HA manages is not started or stopped by the call: the manager is asked to. Null: it is not managed. */
function askHa(call: Call, what: 'start' | 'stop' | 'shutdown'): string | null {
  const { sim, world, identity } = call;
  const vmid = number(call, 'vmid');
  const sid = `vm:${vmid}`;
  const resource = world.ha.resources[sid];
  if (resource === undefined) return null;
  return sim.tasks.start({
    node: text(call, 'node'),
    type: `ha${what}`,
    id: String(vmid),
    identity,
    work: (task) => {
      task.log(`Requesting HA ${what} for VM ${vmid}`);
      resource.state = what === 'start' ? 'started' : 'stopped';
      if (world.ha.manager === null) return Promise.resolve();
      haState(world, sid);
      power({ ...call, identity: { user: 'root@pam', token: null } }, `qm${what}`, { start, stop, shutdown }[what]);
      return Promise.resolve();
    },
  });
}

function requireUnlocked(guest: Guest): void {
  if (guest.config['lock'] !== undefined) throw new Error(`VM is locked (${guest.config['lock']})`);
}

async function start({ sim }: Call, guest: Guest, task: TaskHandle): Promise<void> {
  if (guest.config['template'] === 1) throw new Error("you can't start a vm if it's a template");
  requireUnlocked(guest);
  if (guest.running !== null) throw new Error(`VM ${guest.vmid} already running`);
  await task.wait(sim.delays.start);
  boot(sim, guest);
}

async function stop({ sim }: Call, guest: Guest, task: TaskHandle): Promise<void> {
  if (guest.running === null) return;
  requireUnlocked(guest);
  await task.wait(sim.delays.stop);
  halt(guest);
}

async function shutdown({ sim }: Call, guest: Guest, task: TaskHandle): Promise<void> {
  if (guest.running === null) return;
  requireUnlocked(guest);
  await task.wait(sim.delays.shutdown);
  halt(guest);
}

/** Pending changes take effect when the process ends. */
function halt(guest: Guest): void {
  guest.running = null;
  for (const [key, value] of Object.entries(guest.pending)) {
    if (value === null) delete guest.config[key];
    else guest.config[key] = value;
  }
  guest.pending = {};
}

function runningGuest(call: Call): Guest {
  const guest = guestOn(call.world, text(call, 'node'), number(call, 'vmid'));
  if (guest.running === null) die(`VM ${guest.vmid} not running`);
  return guest;
}

function reboot(call: Call): string {
  runningGuest(call);
  return power(call, 'qmreboot', async (_, guest, task) => {
    requireUnlocked(guest);
    await task.wait(call.sim.delays.shutdown);
    halt(guest);
    await task.wait(call.sim.delays.start);
    boot(call.sim, guest);
  });
}

function reset(call: Call): string {
  runningGuest(call);
  return power(call, 'qmreset', async (_, guest) => {
    requireUnlocked(guest);
    boot(call.sim, guest);
  });
}
