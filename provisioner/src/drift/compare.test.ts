import type { DriftKind } from '@vigie/contract/drift';
import { driftKind } from '@vigie/contract/drift';
import { valueOf } from '@vigie/contract/drift-values';
import { compare } from './compare.ts';
import type { Detail } from './facts.ts';
import { aGuest, aKnownVm, aVnet, factsOf, fine } from './fixture.ts';

const gib = 2 ** 30;
const kinds = (world: Parameters<typeof factsOf>[0]) => compare(factsOf(world)).map(({ kind }) => kind);
const option = (value: number) => valueOf('firewall-option', { option: 'enable', value });
const gap = { expected: option(1), seen: option(0) };
/** Values in these words. */
const says = (...messages: string[]) => messages.map((message) => expect.objectContaining({ message }));

test('where all is as it shall be, there is nothing', () => expect(compare(factsOf())).toEqual([]));

const planted: Record<DriftKind, [Parameters<typeof factsOf>[0], object]> = {
  'vm-unknown': [
    { guests: [aGuest(), aGuest({ vmid: 20_500, name: 'mine', pool: undefined! })] },
    { tenant: null, object: 'mine', vmid: 20_500, expected: [], seen: says('qemu 20500 on pve1') },
  ],
  'vm-missing': [{ guests: [], details: [] }, { tenant: 'acme', object: 'web-01', vm: 'vm_20000', vmid: 20_000, expected: says('qemu 20000 on pve1'), seen: [] }],
  'vm-foreign': [{ details: [[20_000, { ...fine, ours: false }]] }, { object: 'web-01', expected: says('the mark of the order ord_1'), seen: says('no mark, or that of another order') }],
  'vm-moved': [
    { vms: [aKnownVm(), aKnownVm({ vmid: 20_001 })], guests: [aGuest(), aGuest({ vmid: 20_001, node: 'pve2' })] },
    { vmid: 20_001, expected: says('pve1'), seen: says('pve2') },
  ],
  'vm-renamed': [{ guests: [aGuest({ name: 'www' })] }, { object: 'web-01', expected: says('web-01'), seen: says('www') }],
  'vm-resized': [
    { guests: [aGuest({ maxcpu: 4, maxdisk: 30 * gib })], details: [[20_000, { ...fine, cores: 4 }]] },
    { expected: says('2 vCPU', '20 GiB of disk'), seen: says('4 vCPU', '30 GiB of disk') },
  ],
  'vm-out-of-pool': [{ guests: [aGuest({ pool: 'globex' })] }, { tenant: 'acme', expected: says('acme'), seen: says('globex') }],
  'vm-unprotected': [{ details: [[20_000, { ...fine, gaps: [gap, { expected: valueOf('rule', { rule: 'ours' }), seen: null }] }]] }, { expected: says('enable=1', 'the rule “ours”'), seen: says('enable=0') }],
  'network-unknown': [{ seen: { vnets: [aVnet(), aVnet({ vnet: 'extra', alias: 'mine' })] } }, { tenant: null, object: 'extra', seen: says('mine, in the zone vigie') }],
  'network-missing': [{ seen: { applied: [] } }, { tenant: 'acme', object: 't1 (10.10.0.0/24)', expected: says('vigie acme net_acme, in the zone vigie'), seen: [] }],
  'pool-missing': [{ seen: { pools: [] } }, { tenant: 'acme', object: 'acme', expected: says('the comment “vigie tenant acme”'), seen: [] }],
};

test.each(Object.entries(planted))('%s is found, and nothing else', (kind, [world, facts]) => {
  expect(compare(factsOf(world))).toEqual([expect.objectContaining({ kind, ...facts })]);
});

test('every kind is planted, and no two differences have one key', () => {
  expect(Object.keys(planted).sort()).toEqual([...driftKind.options].sort());
  const { guests } = { guests: [aGuest({ name: 'www', maxdisk: gib, pool: 'globex' }), aGuest({ vmid: 20_500 }), aGuest({ vmid: 20_501 })] };
  const keys = compare(factsOf({ guests, seen: { pools: [], applied: [] } })).map(({ key }) => key);
  expect(new Set(keys).size).toBe(keys.length);
  expect(keys).toHaveLength(7);
});

describe('vm-unknown', () => {
  test('is one in a tenant\'s pool, whatever its VMID, and it is that tenant\'s', () => {
    expect(compare(factsOf({ guests: [aGuest(), aGuest({ vmid: 150, pool: 'globex' })] }))).toEqual([
      expect.objectContaining({ kind: 'vm-unknown', tenant: 'globex', vmid: 150 }),
    ]);
  });
  test('is also a container, which may have no name', () => {
    const { name: _, ...nameless } = aGuest({ type: 'lxc', vmid: 20_500 });
    expect(compare(factsOf({ guests: [aGuest(), nameless] }))).toEqual([expect.objectContaining({ kind: 'vm-unknown', object: 'lxc 20500' })]);
  });
  test.each([
    ['a template', aGuest({ vmid: 20_500, template: 1 })],
    ['one of a restore test', aGuest({ vmid: 29_050, pool: 'vigie-lab' })],
    ['the provider\'s own, elsewhere', aGuest({ vmid: 150, pool: 'infra' })],
    ['one without a pool, elsewhere', aGuest({ vmid: 150, pool: undefined! })],
  ])('is not %s', (_name, guest) => expect(kinds({ guests: [aGuest(), guest] })).toEqual([]));
});

describe('a machine', () => {
  test('that Vigie is at work on is no difference, however it is, nor a stranger', () => {
    const vms = [aKnownVm({ underWay: true })];
    expect(kinds({ vms, guests: [], details: [] })).toEqual([]);
    expect(kinds({ vms, guests: [aGuest({ name: 'x', maxcpu: 1, pool: undefined!, node: 'pve2' })] })).toEqual([]);
  });
  test('that somebody else is at work on keeps what was found of it', () => {
    const before = compare(factsOf({ guests: [aGuest({ name: 'www' })] }));
    expect(compare(factsOf({ guests: [aGuest({ name: 'other', maxcpu: 9, lock: 'migrate' })], before }))).toEqual(before);
    expect(kinds({ guests: [aGuest({ maxcpu: 9, lock: 'clone' })] })).toEqual([]);
  });
  test('of a node that is away is not compared by what was told of it earlier', () => {
    expect(kinds({ guests: [aGuest({ name: 'VM 20000', maxcpu: 1 })], seen: { onlineNodes: new Set(['pve2']) } })).toEqual([]);
    expect(kinds({ guests: [aGuest({ status: 'unknown', maxmem: 1 })] })).toEqual([]);
  });
  test('whose size Proxmox does not tell has no other size', () => {
    const { maxcpu: _cpu, maxmem: _mem, name: _name, ...guest } = aGuest({ maxdisk: 0 });
    expect(kinds({ guests: [guest] })).toEqual([]);
  });
  test('whose new size waits for its next start is as it shall be', () => {
    const guests = [aGuest({ maxcpu: 1, maxmem: 2 * gib })];
    expect(kinds({ guests })).toEqual([]);
    expect(compare(factsOf({ guests, details: [[20_000, { ...fine, memoryGiB: 2 }]] }))).toEqual([
      expect.objectContaining({ kind: 'vm-resized', expected: says('4 GiB of memory'), seen: says('2 GiB of memory') }),
    ]);
  });
  test('whose settings were not read now is resized when it was before', () => {
    const resized = { guests: [aGuest({ maxcpu: 1 })], details: [] as [] };
    expect(kinds(resized)).toEqual([]);
    const before = compare(factsOf({ ...resized, details: [[20_000, { ...fine, cores: 1 }]] }));
    expect(compare(factsOf({ ...resized, before }))).toEqual(before);
    expect(compare(factsOf({ details: [], before }))).toEqual([]);
  });
  test('that moved together with its network is followed, not reported', () => {
    const vms = [aKnownVm(), aKnownVm({ vmid: 20_001 })];
    expect(kinds({ vms, guests: [aGuest({ node: 'pve2' }), aGuest({ vmid: 20_001, node: 'pve2' })] })).toEqual([]);
    expect(kinds({ guests: [aGuest({ node: 'pve2' })] })).toEqual([]);
  });
  test('of somebody else under our VMID is that alone', () => {
    expect(compare(factsOf({ guests: [aGuest({ type: 'lxc', name: 'theirs' })], details: [] }))).toEqual([
      expect.objectContaining({ kind: 'vm-foreign', seen: says('lxc 20000 on pve1') }),
    ]);
    const details: [number, Detail][] = [[20_000, { ...fine, ours: false }]];
    expect(kinds({ guests: [aGuest({ name: 'theirs', maxcpu: 9, pool: 'infra' })], details })).toEqual(['vm-foreign']);
  });
});

describe('what only the settings tell', () => {
  const foreign = compare(factsOf(planted['vm-foreign'][0]));
  const unprotected = compare(factsOf(planted['vm-unprotected'][0]));

  test('stays until they are read again', () => {
    expect(compare(factsOf({ details: [], before: foreign }))).toEqual(foreign);
    expect(compare(factsOf({ details: [], before: unprotected }))).toEqual(unprotected);
    expect(compare(factsOf({ before: [...foreign, ...unprotected] }))).toEqual([]);
  });
  test('goes with the machine', () => expect(kinds({ guests: [], details: [], before: foreign })).toEqual(['vm-missing']));
  test('is not taken from another machine', () => {
    const vms = [aKnownVm({ vmid: 20_001 })];
    expect(kinds({ vms, guests: [aGuest({ vmid: 20_001 })], details: [], before: [...foreign, ...unprotected] })).toEqual([]);
  });
  test('is of all machines when what they rely on is missing', () => {
    const two = { vms: [aKnownVm(), aKnownVm({ vmid: 20_001 })], guests: [aGuest(), aGuest({ vmid: 20_001 })] };
    const found = compare(factsOf({ ...two, details: [[20_000, fine]], seen: { sharedGaps: [gap] } }));
    expect(found.map(({ kind, vmid }) => [kind, vmid])).toEqual([['vm-unprotected', 20_000], ['vm-unprotected', 20_001]]);
    // It goes with its cause, without a look at any machine; what one lacks itself stays.
    expect(compare(factsOf({ ...two, details: [], before: [...found, ...unprotected] }))).toEqual(unprotected);
  });
});

describe('a network', () => {
  const row = { id: 'net_acme', tenant: 'acme', cidr: '10.10.0.0/24', vnet: 't1' };
  test('that is being made or removed is neither missing nor unknown', () => {
    expect(kinds({ networks: [{ ...row, active: false }], seen: { vnets: [], applied: [] } })).toEqual([]);
    expect(kinds({ networks: [{ ...row, active: false }] })).toEqual([]);
  });
  test('of another zone is nobody\'s business here', () => expect(kinds({ seen: { vnets: [aVnet(), aVnet({ vnet: 'lab', zone: 'viglab' })] } })).toEqual([]));
  test('that is another one under our name is missing, with what is there', () => {
    const found = compare(factsOf({ seen: { applied: [aVnet({ alias: 'mine' })] } }));
    expect(found).toEqual([expect.objectContaining({ kind: 'network-missing', seen: says('mine, in the zone vigie') })]);
  });
});

test('a pool of another is no pool of the tenant; a tenant without machines needs none', () => {
  expect(compare(factsOf({ seen: { pools: [{ poolid: 'acme', comment: 'mine' }] } }))).toEqual([expect.objectContaining({ kind: 'pool-missing', seen: says('the comment “mine”') })]);
  expect(kinds({ vms: [], guests: [], networks: [], seen: { pools: [], vnets: [], applied: [] } })).toEqual([]);
});
