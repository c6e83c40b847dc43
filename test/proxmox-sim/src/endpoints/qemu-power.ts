import { ApiError, die, invalid } from '../http/api-error.ts';
import { flag, number, text } from '../http/call.ts';
import type { Call, Endpoint } from '../http/call.ts';
import { boot, halt } from '../model/boot.ts';
import { haState } from '../model/ha.ts';
import { requireUnlocked, startGuest } from '../model/start-guest.ts';
import { guestOn, hasAgent } from '../model/guest-config.ts';
import { now } from '../simulator.ts';
import type { Guest } from '../state/world.ts';
import type { TaskHandle } from '../tasks.ts';

const base = '/nodes/{node}/qemu/{vmid}/status';

export const qemuPowerEndpoints: Endpoint[] = [
  { method: 'POST', template: `${base}/start`, handle: (call) => askHa(call, 'start') ?? power(call, 'qmstart', start) },
  { method: 'POST', template: `${base}/stop`, handle: (call) => askHa(call, 'stop') ?? power(call, 'qmstop', stop) },
  { method: 'POST', template: `${base}/shutdown`, handle: (call) => askHa(call, 'shutdown') ?? power(call, 'qmshutdown', shutdown) },
  { method: 'POST', template: `${base}/reboot`, handle: reboot },
  { method: 'POST', template: `${base}/reset`, handle: reset },
  { method: 'POST', template: `${base}/suspend`, handle: suspend },
  { method: 'POST', template: `${base}/resume`, handle: resume },
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
    work: async (task) => {
      if (type === 'qmstop') overrule(call, task);
      await sim.locks.with(vmid, 10_000, () => action(call, guestOn(world, node, vmid), task), task.log);
    },
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

function start({ sim }: Call, guest: Guest, task: TaskHandle): Promise<void> {
  return startGuest(sim, guest, task);
}

/** With `overrule-shutdown` the stop does not wait behind a shutdown that gets no answer. */
function overrule(call: Call, task: TaskHandle): void {
  if (!flag(call, 'overrule-shutdown')) return;
  const { sim, world } = call;
  const waiting = world.tasks.filter((item) => item.type === 'qmshutdown' && item.id === text(call, 'vmid') && item.endtime === undefined);
  for (const { upid } of waiting) sim.tasks.abort(upid);
  if (waiting.length > 0) task.log(`overruled qmshutdown tasks: ${waiting.map(({ upid }) => upid).join(', ')}`);
}

async function stop({ sim }: Call, guest: Guest, task: TaskHandle): Promise<void> {
  if (guest.running === null) return;
  requireUnlocked(guest);
  await task.wait(sim.delays.stop);
  halt(guest);
}

/** Asks inside, through the agent or by the power button; a guest that does not react runs on, or with `forceStop` is ended. */
async function shutdown(call: Call, guest: Guest, task: TaskHandle): Promise<void> {
  if (guest.running === null) return;
  requireUnlocked(guest);
  const heard = await askToShutDown(call, guest, task);
  if (!heard) {
    await task.wait(Number(call.params['timeout'] ?? 60) * call.sim.delays.second);
    if (!flag(call, 'forceStop')) throw new Error('VM quit/powerdown failed - got timeout');
    task.log('VM still running - terminating now with SIGTERM');
  }
  halt(guest);
}

async function askToShutDown({ sim }: Call, guest: Guest, task: TaskHandle): Promise<boolean> {
  await task.wait(sim.delays.shutdown);
  const { running, contents, vmid } = guest;
  if (running === null) return true;
  const paused = running.paused === true;
  if (hasAgent(running.config)) {
    if (contents.agent && running.agentFrom <= now() && !paused) return true;
    task.log(`QEMU Guest Agent is not running - VM ${vmid} qga command 'guest-ping' failed - got timeout`);
  }
  return contents.acpi !== false && !paused;
}

function runningGuest(call: Call): Guest {
  const guest = guestOn(call.world, text(call, 'node'), number(call, 'vmid'));
  if (guest.running === null) die(`VM ${guest.vmid} not running`);
  return guest;
}

function reboot(call: Call): string {
  runningGuest(call);
  return power(call, 'qmreboot', async (_, guest, task) => {
    await shutdown(call, guest, task);
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

/** Halts the processors; to disk is not simulated. */
function suspend(call: Call): string {
  if (flag(call, 'todisk')) throw new ApiError(501, 'suspend to disk is not simulated');
  runningGuest(call);
  return power(call, 'qmpause', (_, guest) => {
    requireUnlocked(guest);
    if (guest.running !== null) guest.running.paused = true;
    return Promise.resolve();
  });
}

function resume(call: Call): string {
  runningGuest(call);
  return power(call, 'qmresume', (_, guest) => {
    requireUnlocked(guest);
    delete guest.running?.paused;
    return Promise.resolve();
  });
}
