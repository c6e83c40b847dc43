import { watchBackupServer, type BackupServer } from './backup-server.ts';
import { Exposition } from './exposition.ts';
import { failing, proxmoxError } from './testing/fake-reader.ts';
import { fakePbs } from './testing/fake-pbs.ts';
import { parseExposition } from './testing/parse-exposition.ts';

const store = { store: 'a', total: 1000, used: 600, avail: 350 };

function watched(answers: Record<string, unknown>) {
  const api = fakePbs(answers);
  const told: unknown[] = [];
  const server = watchBackupServer(api, (name, source, error) => told.push([name, source, error]), { urls: [], concurrency: 2 });
  const samples = async () => {
    for (const { refresh } of server.background) await refresh();
    return parseExposition(render(server));
  };
  return { api, told, server, samples };
}
function render(server: BackupServer): string {
  const out = new Exposition();
  server.addKnown(out);
  return out.render();
}
const success = (collector: string) => `pbs_collector_success{collector="${collector}",server="main"}`;
const refreshed = (collector: string) => `pbs_collector_last_refresh_timestamp_seconds{collector="${collector}",server="main"}`;

test('says nothing before the first read', () => {
  expect(render(watched({}).server)).toBe('');
});

test('tells of the server, and how its reads went', async () => {
  const samples = await watched({ '/status/datastore-usage': [store], '/version': { version: '4.1', release: '1', repoid: 'abc' } }).samples();
  expect(samples.get('pbs_up{server="main"}')).toBe(1);
  expect(samples.get('pbs_last_refresh_timestamp_seconds{server="main"}')).toBe(samples.get(refreshed('datastore')));
  expect(samples.get(refreshed('datastore'))).toBeGreaterThan(1e9);
  expect(samples.get('pbs_version_info{release="1",repoid="abc",server="main",version="4.1"}')).toBe(1);
  expect(samples.get('pbs_datastore_used_bytes{datastore="a",server="main"}')).toBe(600);
});

test('a server that fails keeps its last numbers, is down, and is reported', async () => {
  const { api, told, samples } = watched({ '/status/datastore-usage': [store] });
  const before = await samples();
  told.length = 0;
  api.answers['/status/datastore-usage'] = failing('unreachable');
  const after = await samples();
  expect(after.get('pbs_up{server="main"}')).toBe(0);
  expect(after.get(success('datastore'))).toBe(0);
  expect(after.get('pbs_datastore_used_bytes{datastore="a",server="main"}')).toBe(600);
  expect(after.get(refreshed('datastore'))).toBe(before.get(refreshed('datastore')));
  expect(told).toContainEqual(['main', 'collector datastore', proxmoxError('unreachable')]);
});

test('a collector that fails leaves the server up and the others as they are', async () => {
  const samples = await watched({ '/status/datastore-usage': [store], '/access/permissions': {} }).samples();
  expect(samples.get(success('task'))).toBe(0);
  expect(samples.get(success('datastore'))).toBe(1);
  expect(samples.get('pbs_up{server="main"}')).toBe(1);
});
