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
  if (!guest.contents.agent || running.paused === true || running.agentFrom > now()) {
    await wait(call.sim.delays.agentTimeout);
    die('QEMU guest agent is not running');
  }
  return { guest, running };
}
