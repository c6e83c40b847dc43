import { createSnapshot } from './snapshot.ts';
import { targetsOf } from './testing/targets-of.ts';
import { failing, fakeReader, guest, node } from './testing/fake-reader.ts';
import { findTargets } from './targets.ts';

const options = { tag: 'monitored', port: 9100 };
const monitored = { tags: 'monitored', pool: 'acme' };
const ipam = [100, 101, 102, 103].map((vmid) => ({ vmid, ip: `10.10.0.${vmid}` }));

test.each([
  ['without the tag', { tags: '' }],
  ['whose tag only looks like it', { tags: 'unmonitored;monitored-not' }],
  ['that is stopped', { status: 'stopped' }],
  ['that is a template', { template: 1 }],
  ['on a dead node', { node: 'pve2' }],
])('leaves out a guest %s', async (_what, more) => {
  const resources = [node('pve1'), node('pve2', { status: 'offline' }), guest(100, { ...monitored, ...more })];
  const found = await findTargets(createSnapshot(fakeReader({ resources, ipam })), options);
  expect(found).toEqual({ groups: [], withoutAddress: new Map(), missed: [] });
});

test('rejects when a read fails', async () => {
  const resources = [node('pve1'), guest(100, monitored)];
  await expect(findTargets(createSnapshot(fakeReader({ resources, ipam: failing('permission') })), options)).rejects.toMatchObject({ kind: 'permission' });
});

test('counts guests without an address by tenant, zero included, and names them', async () => {
  const resources = [
    node('pve1'),
    guest(100, monitored),
    guest(200, { tags: 'monitored', pool: 'globex' }),
    guest(201, { tags: 'monitored', pool: 'globex' }),
    guest(202, { tags: 'monitored' }),
  ];
  const { withoutAddress, missed } = await findTargets(createSnapshot(fakeReader({ resources, ipam })), options);
  expect([...withoutAddress]).toEqual([['acme', 0], ['globex', 2], ['', 1]]);
  expect(missed).toEqual([{ id: 'qemu/200', tenant: 'globex' }, { id: 'qemu/201', tenant: 'globex' }, { id: 'qemu/202', tenant: '' }]);
});

test('gives one target per guest with its labels, sorted by VMID', async () => {
  const resources = [
    node('pve1'),
    guest(103, { tags: 'monitored', status: 'running', type: 'lxc', id: 'lxc/103' }),
    guest(100, { tags: 'web;monitored', pool: 'acme', name: 'ä"b' }),
    guest(104, { tags: 'monitored' }),
  ];
  const { groups } = await findTargets(createSnapshot(fakeReader({ resources, ipam: [...ipam, { vmid: 104, ip: 'fd00::4' }] })), options);
  expect(groups[0]).toEqual({
    targets: ['10.10.0.100:9100'],
    labels: { cluster: 'demo', name: 'ä"b', node: 'pve1', tenant: 'acme', vmid: '100', __meta_vigie_tags: ',web,monitored,' },
  });
  expect(targetsOf(groups)).toEqual(['10.10.0.100:9100', '10.10.0.103:9100', '[fd00::4]:9100']);
});

test('what a tenant made up is a value on one line, of limited length, and never the name of a label', async () => {
  const name = `web"}\n__address__=evil:1\ud800${'x'.repeat(4096)}`;
  const resources = [node('pve1'), guest(100, { ...monitored, name, pool: 'a\nb', tags: `monitored;${'t'.repeat(4096)}` })];
  const { groups } = await findTargets(createSnapshot(fakeReader({ resources, ipam })), options);
  const [{ targets, labels }] = groups as [(typeof groups)[0]];
  expect(targets).toEqual(['10.10.0.100:9100']);
  expect(Object.keys(labels)).toEqual(['cluster', 'name', 'node', 'tenant', 'vmid', '__meta_vigie_tags']);
  for (const value of Object.values(labels)) {
    expect(value).toMatch(/^[^\n]*$/);
    expect([value.isWellFormed(), value.length <= 256]).toEqual([true, true]);
  }
  expect(labels.name?.slice(0, 24)).toBe('web"} __address__=evil:1');
});
