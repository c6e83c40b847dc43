import { scrapeClusters } from '../scrape.ts';
import { failing, fakeReader, guest, node } from '../testing/fake-reader.ts';
import { parseExposition } from '../testing/parse-exposition.ts';
import { watchCluster, type WatchedCluster } from '../watched-cluster.ts';

const scrape = async (cluster: WatchedCluster) => parseExposition((await scrapeClusters([cluster], [], () => undefined)).render());
const refresh = async ({ background }: WatchedCluster) => {
  for (const collector of background) await collector.refresh();
};
const success = 'pve_collector_success{cluster="demo",collector="onboot"}';
const refreshed = 'pve_collector_last_refresh_timestamp_seconds{cluster="demo",collector="onboot"}';

test('a scrape asks for the resources only: before the first pass there is nothing', async () => {
  const reader = fakeReader({});
  const samples = await scrape(watchCluster(reader));
  expect(reader.reads).toEqual({ resources: 1 });
  expect([...samples.keys()].filter((key) => !key.startsWith('pve_collector_'))).toEqual([]);
  expect(samples.has(refreshed)).toBe(false);
});

test('a pass that fails keeps the last answer and its time, and says so', async () => {
  const reader = fakeReader({});
  let clock = 0;
  const cluster = watchCluster(reader, { now: () => clock });
  await refresh(cluster);
  const before = await scrape(cluster);
  expect(before.get(success)).toBe(1);

  reader.answers.guestConfig = failing('timeout');
  await refresh(cluster);
  const after = await scrape(cluster);
  expect(after.get('pve_onboot_status{cluster="demo",id="qemu/100",node="pve1",tenant="",type="qemu"}')).toBe(1);
  expect(after.get(refreshed)).toBe(before.get(refreshed));
  expect(after.get(success)).toBe(0);

  clock = 2000;
  reader.answers.resources = failing('unreachable');
  await expect(refresh(cluster)).resolves.toBeUndefined();
});

test('the background has a reader of its own', async () => {
  const [reader, backgroundReader] = [fakeReader({}), fakeReader({})];
  const cluster = watchCluster(reader, { backgroundReader });
  await refresh(cluster);
  expect([reader.reads, backgroundReader.reads]).toMatchObject([{ resources: 1 }, { guestConfig: 1, certificates: 1 }]);
  expect(Object.keys(reader.reads)).toEqual(['resources']);
});

test('the node and the tenant are those of now', async () => {
  const reader = fakeReader({});
  let clock = 0;
  const cluster = watchCluster(reader, { now: () => clock });
  await refresh(cluster);
  clock = 2000;
  reader.answers.resources = [node('pve1'), node('pve2'), guest(100, { node: 'pve2', pool: 'acme' })];
  expect((await scrape(cluster)).get('pve_onboot_status{cluster="demo",id="qemu/100",node="pve2",tenant="acme",type="qemu"}')).toBe(1);
});
