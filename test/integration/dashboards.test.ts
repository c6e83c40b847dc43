import { readFileSync } from 'node:fs';
import { dashboards } from '../../dashboards/src/index.ts';
import { panelQueries, variableQueries, withVariables, type DashboardFile } from '../../dashboards/src/queries.ts';
import { apiOf, type Api } from '../harness/api.ts';
import { askPrometheus, type Sample } from '../harness/prometheus.ts';
import { simulatorOf } from '../harness/simulator.ts';
import { until } from '../harness/until.ts';
import { startVigie, type Vigie } from '../harness/vigie.ts';

const files = dashboards.map(({ name }) => ({ name, dashboard: JSON.parse(readFileSync(`dashboards/${name}.json`, 'utf8')) as DashboardFile }));
let vigie: Vigie;
let vmid: string;
let vm: string;
let tested: { verdict: string; rtaSeconds: number };
let editor: Api;
let admin: Api;

/** One VM is ordered as everyone orders, backed up and restored in a test, so that there is something to see. */
beforeAll(async () => {
  vigie = await startVigie();
  [editor, admin] = ['acme-editor', 'admin'].map((login) => apiOf(vigie.urls.app!, login)) as [Api, Api];
  const created = await editor.post('/orders', { offer: 'standard', name: 'web-01', network: 'new' });
  expect(created.status).toBe(201);
  expect((await admin.post(`/orders/${created.body.id}/approve`)).status).toBe(202);
  const done = async () => ((await admin.get(`/orders/${created.body.id}`)).body.state === 'done' ? true : undefined);
  await until('the order to be done', done, 120);
  const [guest] = await until('Prometheus to know the VM', () => found('pve_guest_info{name="web-01"}'), 60);
  vmid = guest!.metric.id!.split('/')[1]!;
  vm = (await editor.get('/vms')).body.items[0].id;
  await backUp();
  tested = await restoreTest();
  expect(tested.verdict).toBe('passed');
  // What costs many calls is read at the start, and then every 5 minutes: the exporter is started anew, as it is after a crash.
  const killedAt = Date.now() / 1000;
  process.kill(vigie.pid('exporter'), 'SIGKILL');
  const anew = `pve_guest_info{name="web-01"} and on (instance, job) (process_start_time_seconds > ${killedAt})`;
  await until('the new exporter to be scraped', () => found(anew), 60);
}, 300_000);

/** A backup of Vigie's own, which the backup server then verified. */
async function backUp(): Promise<void> {
  const { status, body } = await editor.post(`/vms/${vm}/backups`);
  expect(status).toBe(202);
  const done = async () => ((await editor.get(`/backup-runs/${body.id}`)).body.state === 'done' ? true : undefined);
  await until('the backup to be made', done, 60);
  await changeBackup({ verification: 'ok' });
}

/** Changes the one backup as no call to the API can. */
async function changeBackup(change: Record<string, unknown>): Promise<void> {
  const simulator = simulatorOf(vigie.urls.simulator!);
  const [{ time }] = (await simulator.state()).backups;
  await simulator.control('/backups', { vmid: Number(vmid), time, ...change });
}

async function restoreTest(): Promise<{ verdict: string; rtaSeconds: number }> {
  const { status, body } = await admin.post('/restore-tests', { vm });
  expect(status).toBe(202);
  return until('the restore test to end', async () => {
    const test = (await admin.get(`/restore-tests/${body.id}`)).body;
    return test.state === 'done' ? test : undefined;
  }, 120);
}

afterAll(async () => {
  await vigie?.stop();
  vigie?.remove();
}, 60_000);

const ask = (query: string) => askPrometheus(vigie.urls.prometheus!, query);
const found = async (query: string) => {
  const samples = await ask(query);
  return samples.length > 0 ? samples : undefined;
};

test('where all is well, no alert is on its way', async () => {
  const rules = ((await (await fetch(`${vigie.urls.prometheus}/api/v1/rules?type=alert`)).json()) as any).data.groups.flatMap((group: any) => group.rules);
  expect(rules.length).toBeGreaterThan(20);
  // What the exporter's restart has set off ends with its next scrape.
  await until('the exporter to be well again', async () => ((await ask('ALERTS{alertname=~"Exporter.*"}')).length === 0 ? true : undefined), 60);
  expect((await ask('ALERTS')).map(({ metric: { alertname, alertstate } }) => `${alertname} ${alertstate}`)).toEqual([]);
});

/** What Grafana puts in the places of the variables. */
const chosen = (tenant: string, cluster = 'demo') => ({ cluster, tenant, guest: vmid, __rate_interval: '1m' });

async function results(dashboard: DashboardFile, values: Record<string, string>): Promise<{ where: string; samples: Sample[] }[]> {
  const queries = panelQueries(dashboard).map(async ({ where, expr }) => ({ where, samples: await ask(withVariables(expr, values)) }));
  return Promise.all(queries);
}

describe.each(files)('$name', ({ name, dashboard }) => {
  test('has no empty panel', async () => {
    let empty: string[] = [];
    const full = async () => {
      empty = (await results(dashboard, chosen('acme'))).filter(({ samples }) => samples.length === 0).map(({ where }) => where);
      return empty.length === 0 ? true : undefined;
    };
    // Rates need two scrapes, and discovery a moment; what is empty in the end is told by name.
    await until(`no empty panel in ${name}`, full, 90).catch(() => undefined);
    expect(empty).toEqual([]);
  }, 120_000);

  test('shows nothing of one tenant to whoever chose another', async () => {
    const others = await results(dashboard, chosen('globex'));
    expect(others.filter(({ samples }) => samples.some(({ metric }) => metric.tenant === 'acme' || metric.vmid === vmid))).toEqual([]);
  });

  test('fills its variables', async () => {
    for (const { where, expr } of variableQueries(dashboard)) {
      expect({ where, samples: await found(withVariables(expr, chosen('.*', '.*'))) }).toEqual({ where, samples: expect.anything() });
    }
  });
});

test.each(['infrastructure-overview', 'backup-and-restore-proof'])('%s of everything has no empty panel either', async (file) => {
  const overview = files.find(({ name }) => name === file)!.dashboard;
  const all = await results(overview, chosen('.*', '.*'));
  expect(all.filter(({ samples }) => samples.length === 0).map(({ where }) => where)).toEqual([]);
});

/** The values of each query of the proof of Acme's machines. */
async function proof(): Promise<Record<string, number[]>> {
  const { dashboard } = files.find(({ name }) => name === 'backup-and-restore-proof')!;
  const found = await results(dashboard, chosen('acme'));
  return Object.fromEntries(found.map(({ where, samples }) => [where, samples.map(({ value }) => value)]));
}

test('the proof of a machine that has all of it is whole', async () => {
  expect(await proof()).toMatchObject({
    'With a recent backup A': [1],
    'Proven by a restore test A': [1],
    'Last restore test failed A': [0],
    'Last backup run failed A': [0],
    'Left behind by restore tests A': [0],
    // State, backups, verified, last test, RTA, RTO, RPO.
    'Delivered machines A': [0],
    'Delivered machines C': [1],
    'Delivered machines D': [1],
    'Delivered machines E': [1],
    'Delivered machines G': [tested.rtaSeconds],
    'Delivered machines H': [3600],
    'Delivered machines J': [93600],
  });
});

test('a test that fails comes before the older one that passed', async () => {
  await changeBackup({ corrupt: true });
  expect((await restoreTest()).verdict).toBe('failed');
  const failed = await until('the failed test to be scraped', async () => {
    const shown = await proof();
    return shown['Last restore test failed A']?.[0] === 1 ? shown : undefined;
  }, 30);
  expect(failed).toMatchObject({ 'Delivered machines A': [3], 'Delivered machines E': [0], 'Proven by a restore test A': [1] });
}, 180_000);

test('one VM is shown empty, not as another one, when another tenant is chosen', async () => {
  const detail = files.find(({ name }) => name === 'vm-detail')!.dashboard;
  expect((await results(detail, chosen('globex'))).filter(({ samples }) => samples.length > 0)).toEqual([]);
});

test('the list of guests offers names, and the VMID behind each', async () => {
  const [sample] = (await found('pve_guest_info{name="web-01"}'))!;
  const { __name__, ...labels } = sample!.metric;
  // As Grafana renders a sample for query_result, and reads it with the variable's expression.
  const text = `${__name__}{${Object.entries(labels).map(([label, value]) => `${label}="${value}"`).join(',')}} 1 0`;
  const { regex } = files.find(({ name }) => name === 'vm-detail')!.dashboard.templating.list.find(({ name }) => name === 'guest') as unknown as { regex: string };
  const [, pattern, flags] = /^\/(.+)\/(\w*)$/.exec(regex)!;
  const groups = [...text.matchAll(new RegExp(pattern!, flags))].map((match) => match.groups!);
  expect(groups.flatMap(({ text: shown }) => shown ?? [])).toEqual(['web-01']);
  expect(groups.flatMap(({ value }) => value ?? [])).toEqual([vmid]);
});
