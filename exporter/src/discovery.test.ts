import { createDiscovery } from './discovery.ts';
import { createSnapshot } from './snapshot.ts';
import { failing, fakeReader, guest, node } from './testing/fake-reader.ts';
import { targetsOf } from './testing/targets-of.ts';

function setUp() {
  let clock = 0;
  const world = (cluster: string, vmid: number) =>
    fakeReader({ cluster, resources: [node('pve1'), guest(vmid, { tags: 'monitored' })], ipam: [{ vmid, ip: `10.10.0.${vmid}` }] });
  const [a, b] = [world('a', 1), world('b', 2)];
  const reports: [string, string, unknown][] = [];
  const snapshots = [a, b].map((reader) => createSnapshot(reader, () => clock));
  const discovery = createDiscovery(snapshots, { tag: 'monitored', port: 9100 }, (...report) => reports.push(report));
  return { a, b, discovery, reports, later: () => (clock += 2000) };
}

test('the list of http_sd is whole or fails, and reports why', async () => {
  const { b, discovery, reports } = setUp();
  b.answers.resources = failing('unreachable');
  await expect(discovery.list()).rejects.toMatchObject({ kind: 'unreachable' });
  expect(reports).toContainEqual(['b', 'discovery', expect.objectContaining({ kind: 'unreachable' })]);
});

test('a cluster that was never read leaves the file as it is', async () => {
  const { b, discovery } = setUp();
  b.answers.ipam = failing('permission');
  expect(await discovery.refresh()).toBeNull();
});

test('a cluster that can no longer be read keeps its targets while the others go on', async () => {
  const { a, b, discovery, later } = setUp();
  expect(await discovery.refresh()).toMatchObject({ complete: true });
  later();
  b.answers.resources = failing('unreachable');
  a.answers.resources = [node('pve1'), guest(3, { tags: 'monitored' })];
  a.answers.ipam = [{ vmid: 3, ip: '10.10.0.3' }];
  const pass = await discovery.refresh();
  expect(targetsOf(pass?.groups)).toEqual(['10.10.0.3:9100', '10.10.0.2:9100']);
  expect(pass?.complete).toBe(false);
});

test('http_sd and file_sd have the same content', async () => {
  const { discovery } = setUp();
  const list = await discovery.list();
  expect(targetsOf(list)).toEqual(['10.10.0.1:9100', '10.10.0.2:9100']);
  expect((await discovery.refresh())?.groups).toEqual(list);
});

test('an address that two guests have is nobody\'s target, in whatever clusters they are', async () => {
  const { a, b, discovery, later } = setUp();
  b.answers.ipam = [{ vmid: 2, ip: '10.10.0.1' }];
  const pass = await discovery.refresh();
  expect([targetsOf(pass?.groups), pass?.shared.map(({ labels }) => labels.cluster)]).toEqual([[], ['a', 'b']]);
  expect(await discovery.list()).toEqual([]);
  later();
  a.answers.resources = [node('pve1'), guest(1, { tags: 'monitored', status: 'stopped' })];
  expect(targetsOf(await discovery.list())).toEqual(['10.10.0.1:9100']);
});
