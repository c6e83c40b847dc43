import { nodeBack, nodeLost } from '../model/ha-recovery.ts';
import { settleReplication } from '../model/replication.ts';
import { now, type Simulator } from '../simulator.ts';
import type { NodeState } from '../state/world.ts';
import { changeHardware, hardwareFields } from './change-hardware.ts';

/**
 * `{online?, starting?, kvm?, certificateExpiresInSeconds?}`, and what `changeHardware` takes. A node that goes off takes its guests with
 * it; one that is off and `starting` refuses connections; one without `kvm` starts only guests that do not want it.
 */
export function changeNode(sim: Simulator, name: string, body: Record<string, unknown>): NodeState {
  const node = sim.world.nodes[name];
  if (node === undefined) throw new Error(`no node ${name}`);
  const { online, starting, kvm, certificateExpiresInSeconds: expiresIn } = body;
  const known = ['online', 'starting', 'kvm', 'certificateExpiresInSeconds', ...hardwareFields];
  if (!known.some((field) => body[field] !== undefined)) throw new Error(`give one of ${known.join(', ')}`);
  for (const [key, value] of Object.entries({ online, starting, kvm }))
    if (value !== undefined && typeof value !== 'boolean') throw new Error(`${key} must be a boolean`);
  if (expiresIn !== undefined && !Number.isInteger(expiresIn)) throw new Error('certificateExpiresInSeconds must be a whole number');
  changeHardware(node, body);
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
