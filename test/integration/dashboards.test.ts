import { readFileSync } from 'node:fs';
import { dashboards } from '../../dashboards/src/index.ts';
import { panelQueries, variableQueries, withVariables, type DashboardFile } from '../../dashboards/src/queries.ts';
import { apiOf } from '../harness/api.ts';
import { askPrometheus, type Sample } from '../harness/prometheus.ts';
import { until } from '../harness/until.ts';
import { startVigie, type Vigie } from '../harness/vigie.ts';

const files = dashboards.map(({ name }) => ({ name, dashboard: JSON.parse(readFileSync(`dashboards/${name}.json`, 'utf8')) as DashboardFile }));
let vigie: Vigie;
let vmid: string;

/** One VM is ordered as everyone orders, so that there is something to see. */
beforeAll(async () => {
  vigie = await startVigie();
  const [editor, admin] = ['acme-editor', 'admin'].map((login) => apiOf(vigie.urls.app!, login));
  const created = await editor!.post('/orders', { offer: 'standard', name: 'web-01', network: 'new' });
  expect(created.status).toBe(201);
  expect((await admin!.post(`/orders/${created.body.id}/approve`)).status).toBe(202);
  const done = async () => ((await admin!.get(`/orders/${created.body.id}`)).body.state === 'done' ? true : undefined);
  await until('the order to be done', done, 120);
  const [guest] = await until('Prometheus to know the VM', () => found('pve_guest_info{name="web-01"}'), 60);
  vmid = guest!.metric.id!.split('/')[1]!;
}, 300_000);

afterAll(async () => {
  await vigie?.stop();
  vigie?.remove();
}, 60_000);

const ask = (query: string) => askPrometheus(vigie.urls.prometheus!, query);
const found = async (query: string) => {
  const samples = await ask(query);
  return samples.length > 0 ? samples : undefined;
};

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

test('the overview of everything has no empty panel either', async () => {
  const overview = files.find(({ name }) => name === 'infrastructure-overview')!.dashboard;
  const all = await results(overview, chosen('.*', '.*'));
  expect(all.filter(({ samples }) => samples.length === 0).map(({ where }) => where)).toEqual([]);
});

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
