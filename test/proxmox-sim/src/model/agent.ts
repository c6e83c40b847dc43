import { nowMs } from '../clock.ts';
import { die } from '../http/api-error.ts';
import { number, text } from '../http/call.ts';
import type { Call } from '../http/call.ts';
import { now, wait } from '../simulator.ts';
import type { Guest, RunningGuest } from '../state/world.ts';
import { guestOn, hasAgent } from './guest-config.ts';

/** The guest of a call once its agent answers; dies with Proxmox's reason when it does not. */
export async function askAgent(call: Call): Promise<{ guest: Guest; running: RunningGuest }> {
  const guest = guestOn(call.world, text(call, 'node'), number(call, 'vmid'));
  const { running } = guest;
  if (running === null) die(`VM ${guest.vmid} is not running`);
  if (!hasAgent(running.config)) die('No QEMU guest agent configured');
  if (!answers(guest, running)) {
    const { agentTimeout } = call.sim.delays;
    const silentMs = running.agentFrom * 1000 - nowMs();
    // What is asked waits in the guest's port: an agent that comes up meanwhile answers it.
    await wait(silentMs > 0 && silentMs < agentTimeout ? silentMs + 1 : agentTimeout);
    if (guest.running !== running || !answers(guest, running)) die('QEMU guest agent is not running');
  }
  return { guest, running };
}

const answers = ({ contents }: Guest, { paused, agentFrom }: RunningGuest): boolean => contents.agent && paused !== true && agentFrom <= now();
