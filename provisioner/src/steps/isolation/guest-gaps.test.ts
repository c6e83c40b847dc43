import type { ProxmoxPort } from '../ports.ts';
import { guestGaps, openCards, type Gap } from './guest-gaps.ts';
import { closedSet, groupRules, guestGroup, guestOptions, guestRules } from './rules.ts';
import { sharedGaps } from './shared-gaps.ts';
import { ProxmoxError } from '@vigie/proxmox/errors';
import { clusterConfig } from '@vigie/config/clusters';

const network = { id: 'net_1', tenant: 'acme', cidr: '10.10.0.0/24', gateway: '10.10.0.1', vnet: 't1' };
const rows = guestRules(network).map((rule, pos) => ({ ...rule, pos, enable: 1 }));
const config = { net0: 'virtio=BC:24:11:00:00:01,bridge=t1,firewall=1' };
const base = '/nodes/{node}/qemu/{vmid}/firewall';
const whole: Record<string, unknown> = {
  [`${base}/options`]: guestOptions,
  [`${base}/rules`]: rows,
  [`${base}/ipset`]: [{ name: 'ipfilter-net0' }],
  [`${base}/ipset/{name}`]: [{ cidr: '10.10.0.10' }],
};

/** Proxmox that answers so, and takes no change. */
function answering(answers: Record<string, unknown>): ProxmoxPort {
  return {
    call(method: string, template: string) {
      if (method !== 'GET') throw new Error(`${method} ${template}: it shall only read`);
      const answer = answers[template];
      return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
    },
  } as unknown as ProxmoxPort;
}

interface Told {
  expected: string;
  seen: string | null;
}
const told = (found: Gap[]): Told[] => found.map(({ expected, seen }) => ({ expected: expected.message, seen: seen && seen.message }));

const gaps = (changes: Record<string, unknown> = {}, settings: Record<string, string> = config) =>
  guestGaps(answering({ ...whole, ...changes }), { node: 'pve1', vmid: 100 }, settings, { network, addresses: ['10.10.0.10'] });

test('a machine that is protected lacks nothing, whatever others added below', async () => {
  expect(await gaps()).toEqual([]);
  expect(await gaps({ [`${base}/rules`]: [...rows, { type: 'in', action: 'ACCEPT', pos: rows.length, enable: 1, comment: 'web site' }] })).toEqual([]);
});

test.each<[string, Record<string, unknown>, Told]>([
  ['a firewall that is off', { [`${base}/options`]: { ...guestOptions, enable: 0 } }, { expected: 'enable=1', seen: 'enable=0' }],
  ['an option that is not set', { [`${base}/options`]: { ...guestOptions, ipfilter: undefined } }, { expected: 'ipfilter=1', seen: null }],
  ['a rule that is gone', { [`${base}/rules`]: rows.slice(1).map((row, pos) => ({ ...row, pos })) }, { expected: 'the rule “vigie: from its own network”', seen: null }],
  ['a rule that is off', { [`${base}/rules`]: rows.map((row) => (row.pos === 0 ? { ...row, enable: 0 } : row)) },
    { expected: 'the rule “vigie: from its own network”', seen: 'rule 0: in ACCEPT source 10.10.0.0/24 off' }],
  ['no set of its addresses', { [`${base}/ipset`]: [] }, { expected: 'ipfilter-net0: 10.10.0.10', seen: 'ipfilter-net0: empty' }],
  ['an address of another', { [`${base}/ipset/{name}`]: [{ cidr: '10.10.0.10' }, { cidr: '10.10.0.11' }] },
    { expected: 'ipfilter-net0: 10.10.0.10', seen: 'ipfilter-net0: 10.10.0.10 10.10.0.11' }],
])('%s is told', async (_name, changes, gap) => expect(told(await gaps(changes))).toEqual([gap]));

test('a rule of somebody else above ours is told: it opens the machine to other tenants', async () => {
  const above = [{ type: 'in', action: 'ACCEPT', pos: 0, enable: 1 }, ...rows.map((row) => ({ ...row, pos: row.pos + 1 }))];
  expect(await gaps({ [`${base}/rules`]: above })).toHaveLength(1);
});

test('a card that the firewall does not see is told', async () => {
  expect(openCards({ ...config, net1: 'virtio=BC:24:11:00:00:02,bridge=vmbr0', name: 'x' })).toEqual(['net1']);
  expect(told(await gaps({}, { net0: 'virtio=BC:24:11:00:00:01,bridge=t1' }))).toEqual([
    { expected: 'net0: firewall=1', seen: 'net0: virtio=BC:24:11:00:00:01,bridge=t1' },
  ]);
});

describe('what all machines rely on', () => {
  const cluster = clusterConfig.parse({
    name: 'demo', endpoints: [{ url: 'https://pve.example.net:8006' }], token: { id: 'a@pve!b', secret: { env: 'T' } }, storage: 's', templates: { debian: 9000 },
  });
  const group = groupRules(cluster, 9100).map((rule, pos) => ({ ...rule, pos, enable: 1 }));
  const all: Record<string, unknown> = {
    '/cluster/firewall/options': { enable: 1 },
    '/cluster/firewall/groups/{group}': group,
    '/cluster/firewall/ipset/{name}': [{ cidr: '10.10.0.0/16' }],
  };
  const missing = new ProxmoxError({ outcome: 'refused', kind: 'missing', status: 500, method: 'GET', template: '', path: '', reason: 'no such' });
  const shared = (changes: Record<string, unknown> = {}) => sharedGaps(answering({ ...all, ...changes }), cluster, 9100);

  test('is there', async () => expect(await shared()).toEqual([]));

  test.each([
    ['the firewall', '/cluster/firewall/options', {}, { expected: 'datacenter firewall: enable=1', seen: 'datacenter firewall: enable=0' }],
    ['the group', '/cluster/firewall/groups/{group}', missing, { expected: `the security group ${guestGroup.name}`, seen: null }],
    ['a rule of the group', '/cluster/firewall/groups/{group}', group.slice(1), { expected: `the security group ${guestGroup.name}`, seen: 'other rules' }],
    ['the set', '/cluster/firewall/ipset/{name}', missing, { expected: `the IP set ${closedSet.name}`, seen: null }],
    ['what is in the set', '/cluster/firewall/ipset/{name}', [], { expected: `the IP set ${closedSet.name}`, seen: 'empty' }],
  ])('%s is told when it is missing', async (_name, template, answer, gap) => expect(told(await shared({ [template]: answer }))).toEqual([gap]));
});
