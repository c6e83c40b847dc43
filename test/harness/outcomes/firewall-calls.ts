import type { TaskApi } from '@vigie/proxmox/own-task';
import type { IpSet, World } from '../../proxmox-sim/src/state/world.ts';
import type { MutatingCall } from './mutating-calls.ts';

/** A firewall that has IP sets, and a list of rules somewhere below it. */
interface Place {
  of: string;
  base: string;
  path: Record<string, string | number>;
  rules: string;
  rulesPath: Record<string, string | number>;
  setsIn(world: World): Record<string, IpSet>;
  /** The list itself, made when it is not there. */
  rulesIn(world: World): Record<string, unknown>[];
}

type Row = Record<string, unknown>;

const guest = { node: 'pve1', vmid: 20_000 };
const ofGuest = '/nodes/{node}/qemu/{vmid}/firewall';
const ofDatacenter = '/cluster/firewall';

const places: readonly Place[] = [
  {
    of: 'the datacenter', base: ofDatacenter, path: {}, rules: `${ofDatacenter}/groups/{group}`, rulesPath: { group: 'vigie-guest' },
    setsIn: ({ firewall }) => (firewall.ipsets ??= {}),
    rulesIn: ({ firewall }) => (firewall.groups['vigie-guest'] ??= { comment: 'vigie: x', rules: [] }).rules,
  },
  {
    of: 'a machine', base: ofGuest, path: guest, rules: `${ofGuest}/rules`, rulesPath: guest,
    setsIn: ({ guests }) => guests[guest.vmid]!.firewall.ipsets,
    rulesIn: ({ guests }) => guests[guest.vmid]!.firewall.rules,
  },
];

const name = 'vigie-set';
const cidr = '10.20.0.0/16';
const comment = 'vigie: x';
const rule = { type: 'in', action: 'ACCEPT', source: cidr, enable: 1, comment };

const one = (yes: boolean) => Number(yes);

/** Every change that the product asks of a firewall. */
export const firewallCalls: readonly MutatingCall[] = [
  {
    name: 'a security group', method: 'POST', template: `${ofDatacenter}/groups`, path: {}, params: { group: 'vigie-guest', comment },
    count: ({ firewall }) => one(firewall.groups['vigie-guest'] !== undefined),
    reconcile: { by: 'change', isDone: (api) => lists(api, `${ofDatacenter}/groups`, {}, ({ group }) => group === 'vigie-guest') },
  },
  {
    name: 'the firewall options of a machine', method: 'PUT', template: `${ofGuest}/options`, path: guest, params: { enable: 1, policy_in: 'DROP' },
    count: ({ guests }) => one(Number(guests[guest.vmid]?.firewall.options.enable) === 1),
    reconcile: { by: 'change', isDone: async (api) => Number((await api.call<Row>('GET', `${ofGuest}/options`, guest)).enable) === 1 },
  },
  ...places.flatMap(setCalls),
  ...places.flatMap(ruleCalls),
];

function setCalls({ of, base, path, setsIn }: Place): MutatingCall[] {
  const entries = `${base}/ipset/{name}`;
  const at = { ...path, name };
  const entriesIn = (world: World) => setsIn(world)[name]?.entries ?? [];
  const withEntry = ({ world }: { world: World }) => void (setsIn(world)[name] = { comment, entries: [{ cidr, comment: 'before' }] });
  const has = (api: TaskApi, fits: (row: Row) => boolean) => lists(api, entries, at, (row) => row.cidr === cidr && fits(row));
  return [
    {
      name: `an IP set of ${of}`, method: 'POST', template: `${base}/ipset`, path, params: { name, comment },
      count: (world) => one(setsIn(world)[name] !== undefined),
      reconcile: { by: 'change', isDone: (api) => lists(api, `${base}/ipset`, path, (row) => row.name === name) },
    },
    {
      name: `an entry of an IP set of ${of}`, method: 'POST', template: entries, path: at, params: { cidr, comment },
      arrange: ({ world }) => void (setsIn(world)[name] = { comment, entries: [] }),
      count: (world) => entriesIn(world).length,
      reconcile: { by: 'change', isDone: (api) => has(api, () => true) },
    },
    {
      name: `what an entry of an IP set of ${of} says`, method: 'PUT', template: `${entries}/{cidr}`, path: { ...at, cidr }, params: { comment },
      arrange: withEntry,
      count: (world) => entriesIn(world).filter((entry) => entry.comment === comment).length,
      reconcile: { by: 'change', isDone: (api) => has(api, (row) => row.comment === comment) },
    },
    {
      name: `taking an entry of an IP set of ${of} away`, method: 'DELETE', template: `${entries}/{cidr}`, path: { ...at, cidr },
      arrange: withEntry,
      count: (world) => one(entriesIn(world).length === 0),
      reconcile: { by: 'change', isDone: async (api) => !(await has(api, () => true)) },
    },
  ];
}

function ruleCalls({ of, rules, rulesPath, rulesIn }: Place): MutatingCall[] {
  const first = { ...rulesPath, pos: 0 };
  const has = (api: TaskApi, fits: (row: Row) => boolean) => lists(api, rules, rulesPath, (row) => row.comment === comment && fits(row));
  const ours = (world: World) => rulesIn(world).filter((row) => row.comment === comment);
  const withRule = ({ world }: { world: World }) => void rulesIn(world).unshift({ ...rule, enable: 0 });
  return [
    {
      name: `a rule of ${of}`, method: 'POST', template: rules, path: rulesPath, params: rule,
      arrange: ({ world }) => void rulesIn(world),
      // Twice the same rule means the same, and the product takes the second one away when it reads the list again.
      count: (world) => one(ours(world).length > 0),
      reconcile: { by: 'change', isDone: (api) => has(api, () => true) },
    },
    {
      name: `what a rule of ${of} says`, method: 'PUT', template: `${rules}/{pos}`, path: first, params: { enable: 1 },
      arrange: withRule,
      count: (world) => ours(world).filter(({ enable }) => Number(enable) === 1).length,
      reconcile: { by: 'change', isDone: (api) => has(api, ({ enable }) => Number(enable) === 1) },
    },
    {
      name: `taking a rule of ${of} away`, method: 'DELETE', template: `${rules}/{pos}`, path: first,
      arrange: withRule,
      count: (world) => one(ours(world).length === 0),
      reconcile: { by: 'change', isDone: async (api) => !(await has(api, () => true)) },
    },
  ];
}

const lists = async (api: TaskApi, template: string, path: Record<string, string | number>, fits: (row: Row) => boolean) =>
  (await api.call<Row[]>('GET', template, path)).some(fits);
