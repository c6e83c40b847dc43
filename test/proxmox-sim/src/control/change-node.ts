import { now, type Simulator } from '../simulator.ts';
import type { NodeState } from '../state/world.ts';
import { changeHardware, hardwareFields } from './change-hardware.ts';

/** `{online?, certificateExpiresInSeconds?}`, and what `changeHardware` takes. A node that goes off takes its guests with it. */
export function changeNode(sim: Simulator, name: string, body: Record<string, unknown>): NodeState {
  const node = sim.world.nodes[name];
  if (node === undefined) throw new Error(`no node ${name}`);
  const { online, certificateExpiresInSeconds: expiresIn } = body;
  const known = ['online', 'certificateExpiresInSeconds', ...hardwareFields];
  if (!known.some((field) => body[field] !== undefined)) throw new Error(`give one of ${known.join(', ')}`);
  if (online !== undefined && typeof online !== 'boolean') throw new Error('online must be a boolean');
  if (expiresIn !== undefined && !Number.isInteger(expiresIn)) throw new Error('certificateExpiresInSeconds must be a whole number');
  changeHardware(node, body);
  if (online !== undefined) switchNode(sim, name, node, online);
  if (expiresIn !== undefined) node.certificateExpiry = now() + Number(expiresIn);
  sim.onChange();
  return node;
}

function switchNode(sim: Simulator, name: string, node: NodeState, online: boolean): void {
  node.online = online;
  if (online) node.bootedAt = now();
  else for (const guest of Object.values(sim.world.guests)) if (guest.node === name) guest.running = null;
}
