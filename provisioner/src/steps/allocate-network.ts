import { because } from '@vigie/contract/step-reasons';
import { StepFailure } from './failure.ts';
import type { ProxmoxPort } from './ports.ts';
import { onlineNodes } from './pve/resources.ts';
import type { Step } from './step.ts';

// Undo relies on ensure-vnet's undo, which came before: the network's objects are gone.
// A /24 in which others have machines stays given.
export const allocateNetwork: Step = {
  name: 'allocate-network',
  async run({ pve, store, order, tenant }) {
    // What the cluster uses is read for a network that is made; most orders join one.
    if ((await store.findNetwork(order)) !== null) return 'done';
    if (await store.allocateNetwork(order, tenant.kind, await usedElsewhere(pve))) return 'done';
    throw new StepFailure(because('networks-used-up', { kind: tenant.kind }));
  },
  async undo({ store, order }) {
    const network = await store.closeNetwork(order);
    if (network) await store.removeNetwork(network.id);
    return null;
  },
};

/** Networks that the cluster uses whether we know of them or not: SDN subnets and the nodes' own interfaces. */
async function usedElsewhere(pve: ProxmoxPort): Promise<string[]> {
  const ofVnets = async () => {
    const vnets = await pve.call<{ vnet: string }[]>('GET', '/cluster/sdn/vnets', {});
    const subnets = vnets.map(({ vnet }) => pve.call<{ cidr?: string }[]>('GET', '/cluster/sdn/vnets/{vnet}/subnets', { vnet }));
    return (await Promise.all(subnets)).flat().flatMap(({ cidr }) => cidr ?? []);
  };
  const ofNodes = async () => {
    const nodes = await onlineNodes(pve);
    const interfaces = nodes.map((node) => pve.call<{ cidr?: string }[]>('GET', '/nodes/{node}/network', { node }));
    return (await Promise.all(interfaces)).flat().flatMap(({ cidr }) => networkOf(cidr));
  };
  return (await Promise.all([ofVnets(), ofNodes()])).flat();
}

/** `192.168.1.5/24` is an address on 192.168.1.0/24; IPv6 does not meet our networks. */
export function networkOf(cidr: string | undefined): string[] {
  const match = /^(\d+)\.(\d+)\.(\d+)\.(\d+)\/(\d+)$/.exec(cidr ?? '');
  if (!match) return [];
  const bits = Number(match[5]);
  const size = 2 ** (32 - bits);
  const address = match.slice(1, 5).reduce((sum, part) => sum * 256 + Number(part), 0);
  const first = Math.floor(address / size) * size;
  return [`${[24, 16, 8, 0].map((shift) => Math.floor(first / 2 ** shift) % 256).join('.')}/${bits}`];
}
