import { scrapeClusters } from '../scrape.ts';
import { createSnapshot } from '../snapshot.ts';
import { failing, fakeReader, guest, node } from '../testing/fake-reader.ts';
import { parseExposition } from '../testing/parse-exposition.ts';
import { onbootCollector } from './onboot.ts';

const collect = async (snapshot: ReturnType<typeof createSnapshot>) =>
  parseExposition(await scrapeClusters([snapshot], [onbootCollector], () => undefined));
const success = 'pve_collector_success{cluster="demo",collector="onboot"}';
const refreshed = 'pve_collector_last_refresh_timestamp_seconds{cluster="demo",collector="onboot"}';

test('a scrape asks for no configuration: before the first read there is nothing', async () => {
  const reader = fakeReader({});
  const samples = await collect(createSnapshot(reader));
  expect(reader.reads).toEqual({ resources: 1 });
  expect([...samples.keys()].filter((key) => !key.startsWith('pve_collector_'))).toEqual([]);
  expect(samples.has(refreshed)).toBe(false);
});

test('a read that fails keeps the last answer and its time, and says so', async () => {
  const reader = fakeReader({});
  let clock = 0;
  const snapshot = createSnapshot(reader, () => clock);
  await snapshot.guestConfigs.refresh();
  const before = await collect(snapshot);
  expect(before.get(success)).toBe(1);

  reader.answers.guestConfig = failing('timeout');
  await snapshot.guestConfigs.refresh();
  const after = await collect(snapshot);
  expect(after.get('pve_onboot_status{cluster="demo",id="qemu/100",node="pve1",tenant="",type="qemu"}')).toBe(1);
  expect(after.get(refreshed)).toBe(before.get(refreshed));
  expect(after.get(success)).toBe(0);

  clock = 2000;
  reader.answers.resources = failing('unreachable');
  await expect(snapshot.guestConfigs.refresh()).resolves.toBeUndefined();
});

test('the node is the one of now', async () => {
  const reader = fakeReader({});
  let clock = 0;
  const snapshot = createSnapshot(reader, () => clock);
  await snapshot.guestConfigs.refresh();
  clock = 2000;
  reader.answers.resources = [node('pve1'), node('pve2'), guest(100, { node: 'pve2', pool: 'acme' })];
  expect((await collect(snapshot)).get('pve_onboot_status{cluster="demo",id="qemu/100",node="pve2",tenant="acme",type="qemu"}')).toBe(1);
});
