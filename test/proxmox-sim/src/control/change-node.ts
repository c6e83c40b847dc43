import { now, type Simulator } from '../simulator.ts';
import type { NodeState } from '../state/world.ts';

/** `{online?, certificateExpiresInSeconds?}`. A node that goes off takes its guests with it. */
export function changeNode(sim: Simulator, name: string, body: Record<string, unknown>): NodeState {
  const node = sim.world.nodes[name];
  if (node === undefined) throw new Error(`no node ${name}`);
  const { online, certificateExpiresInSeconds: expiresIn } = body;
  if (online === undefined && expiresIn === undefined) throw new Error('give online or certificateExpiresInSeconds');
  if (online !== undefined && typeof online !== 'boolean') throw new Error('online must be a boolean');
  if (expiresIn !== undefined && !Number.isInteger(expiresIn)) throw new Error('certificateExpiresInSeconds must be a whole number');
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
