import { changePbs } from '../control/change-pbs.ts';
import { makeFleet } from '../control/fleet.ts';
import { plantBackup } from '../control/plant-backup.ts';
import { pbsReturn, returnProblems } from '../facts/return-shape.ts';
import { testCluster } from '../testing.ts';
import type { TestCluster } from '../testing.ts';
import { findPbsRoute } from './http/pbs-perform.ts';
import { pbsEndpoints } from './registry.ts';

type Params = Record<string, string | number | readonly string[]>;

const store = '/admin/datastore/main';
const hour = 3600;
const planted = Math.floor(Date.now() / 1000) - 100 * hour;
const vm = { ns: 'demo', 'backup-type': 'vm', 'backup-id': '9000' };
const snapshot = { ...vm, 'backup-time': planted };
const user = '/access/users/tenant@pbs';

/** Where the server is known to answer more or other than its schema says. Read in the product's source, not seen. */
const beyond: Record<string, RegExp> = {
  // The files of a snapshot are objects, as `files` lists them; the schema says names.
  'GET /admin/datastore/{store}/snapshots': /\.files\[\d+\]: is object, not string$/,
  'POST /admin/datastore/{store}/prune': /\.protected: is not in the schema$/,
};

/** Each registered endpoint at least once, in an order in which each finds what it needs. `UPID` stands for the last one answered. */
const calls: [string, string, Params?][] = [
  ['GET', '/ping'],
  ['GET', '/version'],
  ['GET', '/nodes/localhost/status'],
  ['GET', '/nodes/localhost/services'],
  ['GET', '/nodes/localhost/certificates/info'],
  ['GET', '/nodes/localhost/subscription'],
  ['GET', '/nodes/localhost/apt/update'],
  ['GET', '/nodes/localhost/apt/versions'],
  ['GET', '/nodes/localhost/time'],
  ['GET', '/nodes/localhost/dns'],
  ['GET', '/nodes/localhost/rrd', { timeframe: 'day', cf: 'AVERAGE' }],
  ['GET', '/nodes/localhost/disks/list'],
  ['GET', '/nodes/localhost/disks/smart', { disk: 'nvme0n1' }],
  ['GET', '/nodes/localhost/disks/zfs'],
  ['GET', '/nodes/localhost/disks/directory'],
  ['GET', '/access/roles'],
  ['GET', '/access/domains'],
  ['GET', '/access/permissions'],
  ['POST', '/access/users', { userid: 'tenant@pbs', comment: 'A tenant' }],
  ['POST', `${user}/token/t`, { comment: 'Its token' }],
  ['PUT', '/access/acl', { path: '/datastore/main', role: 'DatastoreAudit', 'auth-id': 'tenant@pbs!t' }],
  ['GET', '/access/acl'],
  ['GET', '/access/users', { include_tokens: 'true' }],
  ['GET', user],
  ['GET', `${user}/token`],
  ['DELETE', `${user}/token/t`],
  ['DELETE', user],
  ['POST', '/config/datastore', { name: 'second', path: '/mnt/second', 'gc-schedule': 'daily' }],
  ['PUT', '/config/datastore/main', { 'gc-schedule': 'sat 03:00', 'verify-new': 'true' }],
  ['GET', '/config/datastore'],
  ['GET', '/config/datastore/main'],
  ['GET', '/admin/datastore'],
  ['GET', '/status/datastore-usage'],
  ['GET', `${store}/status`, { verbose: 'true' }],
  ['GET', `${store}/active-operations`],
  ['GET', `${store}/rrd`, { timeframe: 'month', cf: 'AVERAGE' }],
  ['GET', `${store}/groups`, { ns: 'demo' }],
  ['GET', `${store}/snapshots`, { ns: 'demo' }],
  ['GET', `${store}/files`, snapshot],
  ['GET', `${store}/notes`, snapshot],
  ['PUT', `${store}/notes`, { ...snapshot, notes: 'before the update' }],
  ['GET', `${store}/protected`, snapshot],
  ['PUT', `${store}/protected`, { ...snapshot, protected: 'true' }],
  ['PUT', `${store}/group-notes`, { ...vm, notes: 'the first of all' }],
  ['GET', `${store}/group-notes`, vm],
  ['GET', `${store}/groups`, { ns: 'demo' }],
  ['POST', `${store}/change-owner`, { ...vm, 'new-owner': 'vigie@pbs' }],
  ['POST', `${store}/verify`, { ns: 'demo' }],
  ['GET', '/nodes/localhost/tasks'],
  ['GET', '/nodes/localhost/tasks/UPID/status'],
  ['GET', '/nodes/localhost/tasks/UPID/log'],
  ['GET', `${store}/snapshots`, { ns: 'demo' }],
  ['POST', `${store}/prune`, { ...vm, 'keep-last': 1, 'dry-run': 'true' }],
  ['POST', `${store}/prune-datastore`, { ns: 'demo', 'keep-last': 3 }],
  ['POST', `${store}/gc`],
  ['GET', `${store}/gc`],
  ['GET', '/admin/gc'],
  ['GET', '/admin/gc/main'],
  ['GET', '/status/datastore-usage'],
  ['POST', '/config/remote', { name: 'offsite', host: 'pbs.example.com', 'auth-id': 'sync@pbs!vigie', password: 'a secret' }],
  ['PUT', '/config/remote/offsite', { port: 8007, comment: 'Another town' }],
  ['GET', '/config/remote'],
  ['GET', '/config/remote/offsite'],
  ...jobCalls('sync', { store: 'main', remote: 'offsite', 'remote-store': 'main', schedule: 'hourly' }),
  ...jobCalls('verify', { store: 'main', ns: 'demo', schedule: 'sat 01:00', 'outdated-after': 30 }),
  ...jobCalls('prune', { store: 'main', ns: 'demo', schedule: 'daily', 'keep-daily': 7 }),
  ['DELETE', '/config/remote/offsite'],
  ['DELETE', '/nodes/localhost/tasks/UPID'],
  ['POST', `${store}/namespace`, { name: 'below', parent: 'demo' }],
  ['GET', `${store}/namespace`],
  ['DELETE', `${store}/namespace`, { ns: 'demo/below' }],
  ['PUT', `${store}/protected`, { ...snapshot, protected: 'false' }],
  ['DELETE', `${store}/snapshots`, snapshot],
  ['DELETE', `${store}/groups`, vm],
  ['DELETE', '/config/datastore/second'],
];

function jobCalls(kind: string, config: Params): [string, string, Params?][] {
  return [
    ['POST', `/config/${kind}`, { id: 'job-1', comment: 'Nightly', ...config }],
    ['GET', `/config/${kind}`],
    ['PUT', `/config/${kind}/job-1`, { delete: ['comment'] }],
    ['GET', `/config/${kind}/job-1`],
    ['GET', `/admin/${kind}`],
    ['POST', `/admin/${kind}/job-1/run`],
    ['GET', `/admin/${kind}`],
    ['DELETE', `/config/${kind}/job-1`],
  ];
}

/** Good, corrupt, incomplete, encrypted, of other types: what lists must be able to tell. */
async function fullCluster(): Promise<TestCluster> {
  const cluster = testCluster();
  const { sim } = cluster;
  sim.world.pbs.acl = ['vigie@pbs', 'vigie@pbs!provisioner'].map((ugid) => ({ path: '/', ugid, roleid: 'Admin', propagate: true }));
  plantBackup(sim, { vmid: 9000, time: planted, verification: 'ok' });
  plantBackup(sim, { vmid: 9000, ageSeconds: 3 * hour, corrupt: true });
  plantBackup(sim, { vmid: 9000, ageSeconds: 2 * hour, encrypted: true });
  plantBackup(sim, { vmid: 9000, ageSeconds: hour, incomplete: true });
  await cluster.task('POST', '/nodes/pve1/vzdump', { vmid: 9001, storage: 'pbs' });
  return cluster;
}

test('every registered endpoint answers what the official schema says', async () => {
  const cluster = await fullCluster();
  const { sim, pbs } = cluster;
  const problems: string[] = [];
  const called = new Set<string>();
  const explained = new Set<string>();
  let upid = '';
  for (const [method, path, params] of calls) {
    const filled = path.replace('UPID', encodeURIComponent(upid));
    const { status, data, text } = await pbs(method, filled, params);
    const key = `${method} ${findPbsRoute(method, filled)?.endpoint.template ?? filled}`;
    called.add(key);
    if (status !== 200) problems.push(`${method} ${path}: ${status} ${text}`);
    if (typeof data === 'string' && data.startsWith('UPID:')) upid = data;
    await sim.pbsTasks.ended(upid);
    const shape = pbsReturn(key);
    for (const problem of status === 200 && shape !== null ? returnProblems(shape, data) : []) {
      if (beyond[key]?.test(problem) === true) explained.add(key);
      else problems.push(`${method} ${path}: ${problem}`);
    }
  }
  expect(problems).toEqual([]);
  expect([...explained].sort()).toEqual(Object.keys(beyond).sort());
  expect(pbsEndpoints.map(({ method, template }) => `${method} ${template}`).filter((key) => !called.has(key))).toEqual([]);
});

test('a datastore that cannot be read, and a fleet, are listed as the schema says', async () => {
  const { sim, pbs } = testCluster();
  changePbs(sim, { datastore: 'main', error: 'unable to open chunk store' });
  makeFleet(sim, { pbs: { groups: 60, snapshotsPerGroup: 3 } });
  const lists = ['/status/datastore-usage', '/admin/datastore', '/admin/gc', '/config/datastore'];
  const ofFleet = ['groups', 'snapshots', 'namespace', 'status'].map((list) => `/admin/datastore/fleet/${list}`);
  for (const path of [...lists, ...ofFleet]) {
    const { status, data } = await pbs('GET', path);
    const key = `GET ${path.replace('/fleet/', '/{store}/')}`;
    expect(status).toBe(200);
    expect(returnProblems(pbsReturn(key) ?? {}, data).filter((problem) => beyond[key]?.test(problem) !== true)).toEqual([]);
  }
});

test('what is not of the shape is found', () => {
  const shape = pbsReturn('GET /status/datastore-usage') ?? {};
  const row = { store: 'main', 'mount-status': 'nonremovable', 'backend-type': 'filesystem' };
  expect(returnProblems(shape, [row])).toEqual([]);
  expect(returnProblems(shape, [{ ...row, total: '1', colour: 'red' }])).toEqual([
    'data[0].colour: is not in the schema',
    'data[0].total: is string, not integer',
  ]);
  expect(returnProblems(shape, [{ store: 'x', 'mount-status': 'gone' }])).toEqual([
    'data[0].backend-type: is missing',
    'data[0].store: "x" breaks minLength 3',
    'data[0].mount-status: "gone" breaks enum mounted|notmounted|nonremovable',
  ]);
  expect(returnProblems(shape, row)).toEqual(['data: is object, not array']);
  expect(returnProblems(shape, [{ ...row, used: -1 }])).toEqual(['data[0].used: -1 breaks minimum 0']);
});
