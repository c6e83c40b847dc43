import type { ProxmoxPort } from '../ports.ts';
import { closedNetworks } from './closed-networks.ts';

const interfaces: Record<string, { cidr?: string }[]> = {
  pve1: [{ cidr: '198.51.100.11/24' }, { cidr: '10.10.7.1/24' }, { cidr: 'fd00::11/64' }, {}],
  pve2: [{ cidr: '198.51.100.12/24' }, { cidr: '10.0.9.2/30' }],
};

const pve = {
  call: (_method: string, _template: string, { node }: { node: string }) => Promise.resolve(interfaces[node]),
} as unknown as ProxmoxPort;

const networks = async (online: boolean, superNetworks = ['10.10.0.0/16']) => {
  const nodes = [{ name: 'pve1', online: true, ip: '198.51.100.11' }, { name: 'pve2', online, ip: '203.0.113.12' }];
  return (await closedNetworks(pve, nodes, superNetworks)).map(({ cidr, comment }) => `${cidr} ${comment}`);
};

const ipv6 = ['fe80::/10 vigie: local IPv6', 'fc00::/7 vigie: local IPv6'];

test('super-networks and the networks of nodes, each once, and none that lies within another', async () => {
  expect(await networks(true)).toEqual([
    '10.10.0.0/16 vigie: super-network', '203.0.113.12 vigie: network of nodes', '198.51.100.0/24 vigie: network of nodes',
    '10.0.9.0/30 vigie: network of nodes', ...ipv6,
  ]);
});

test('of a node that is away, the address by which the others know it', async () => {
  expect(await networks(false)).toContain('203.0.113.12 vigie: network of nodes');
  expect(await networks(false)).not.toContain('10.0.9.0/30 vigie: network of nodes');
});
