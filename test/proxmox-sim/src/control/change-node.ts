import { nodeBack, nodeLost } from '../model/ha-recovery.ts';
import { settleReplication } from '../model/replication.ts';
import { now, type Simulator } from '../simulator.ts';
import type { NodeState } from '../state/world.ts';

/**
 * `{online?, starting?, kvm?, certificateExpiresInSeconds?}`. A node that goes off takes its guests with it; one that is off and `starting`
 * refuses connections; one without `kvm` starts only guests that do not want it.
 */
export function changeNode(sim: Simulator, name: string, body: Record<string, unknown>): NodeState {
  const node = sim.world.nodes[name];
  if (node === undefined) throw new Error(`no node ${name}`);
  const { online, starting, kvm, certificateExpiresInSeconds: expiresIn } = body;
  if ([online, starting, kvm, expiresIn].every((value) => value === undefined))
    throw new Error('give online, starting, kvm or certificateExpiresInSeconds');
  for (const [key, value] of Object.entries({ online, starting, kvm }))
    if (value !== undefined && typeof value !== 'boolean') throw new Error(`${key} must be a boolean`);
  if (expiresIn !== undefined && !Number.isInteger(expiresIn)) throw new Error('certificateExpiresInSeconds must be a whole number');
  if (online !== undefined) switchNode(sim, name, node, online === true);
  if (starting === true && !node.online) node.starting = true;
  else if (starting === false) delete node.starting;
  if (kvm === false) node.kvm = false;
  else if (kvm === true) delete node.kvm;
  if (expiresIn !== undefined) node.certificateExpiry = now() + Number(expiresIn);
  sim.onChange();
  return node;
}

function switchNode(sim: Simulator, name: string, node: NodeState, online: boolean): void {
  if (online === node.online) return;
  settleReplication(sim.world);
  node.online = online;
  if (online) {
    delete node.starting;
    node.bootedAt = now();
    nodeBack(sim, name);
    return;
  }
  for (const guest of Object.values(sim.world.guests)) if (guest.node === name) guest.running = null;
  nodeLost(sim, name);
}
