import { clusterConfig } from '@vigie/config/clusters';
import { tenantConfig } from '@vigie/config/tenants';
import { catalogue } from '@vigie/contract/catalogue';
import { testCatalogue } from './fixture.ts';
import { presentCatalogue } from './present.ts';

const acme = tenantConfig.parse({ id: 'acme', name: 'Acme', email: 'it@acme.example', grafana: { orgId: 2, gatewayKey: { env: 'KEY' } } });

/** With one cluster for each of the given modes. */
const withClusters = (...modes: ('required' | 'off')[]): Parameters<typeof presentCatalogue>[0] => ({
  catalogue: testCatalogue,
  tenants: [acme],
  clusters: modes.map((mode) =>
    clusterConfig.parse({
      name: 'demo', endpoints: [{ url: 'https://127.0.0.1:8006' }], token: { id: 'a@pve!b', secret: { env: 'UNUSED' } },
      storage: 'ceph-vm', templates: { 'debian-13': 9000 }, isolation: { mode },
    }),
  ),
});
const config = withClusters('required');

describe('presentCatalogue', () => {
  test('keeps Proxmox values inside and fits the contract', () => {
    const shown = presentCatalogue(config, 'acme', 'en');
    expect(catalogue.strict().parse(shown)).toEqual(shown);
    expect(Object.keys(shown.offers[0]?.options[0]?.values[0] ?? {})).toEqual(['id', 'name', 'price', 'default', 'installs']);
  });

  test('every option has exactly one default, the first value where none is marked', () => {
    const options = presentCatalogue(config, 'acme', 'en').offers[0]?.options ?? [];
    const defaults = options.map((option) => option.values.filter((value) => value.default).map((value) => value.id));
    expect(defaults).toEqual([['debian-13'], ['2'], ['4'], ['20'], ['none']]);
  });

  test('says that networks are isolated only where all clusters see to it', () => {
    const said = [withClusters('required', 'required'), withClusters('required', 'off')].map((of) => presentCatalogue(of, null, 'en').isolated);
    expect(said).toEqual([true, false]);
  });

  test('says what a size stands for, and of other values nothing', () => {
    const options = presentCatalogue(config, 'acme', 'en').offers[0]?.options ?? [];
    expect(options.map(({ id, values }) => [id, values.map(({ amount }) => amount)])).toEqual([
      ['os', [undefined, undefined]], ['cores', [1, 2]], ['memory', [4]], ['disk', [20, 50]], ['database', [undefined, undefined]],
    ]);
  });

  test('an offer has only the options that it is configured with', () => {
    expect(presentCatalogue(config, null, 'en').offers[1]?.options.map(({ id }) => id)).toEqual(['os', 'cores', 'memory', 'disk']);
  });

  test('an offer for others does not exist for a tenant; the operator sees for whom it is', () => {
    const ids = (tenant: string | null) => presentCatalogue(config, tenant, 'en').offers.map(({ id, availableTo }) => [id, availableTo]);
    expect(ids('acme')).toEqual([['standard', undefined]]);
    expect(ids('nobody')).toEqual([]);
    expect(ids(null)).toEqual([['standard', undefined], ['large', ['enterprise', 'globex']]]);
  });

  test('speaks the language asked for', () => {
    const offer = presentCatalogue(config, 'acme', 'fr').offers[0];
    expect([offer?.name, offer?.options[2]?.name, offer?.options[1]?.values[0]?.name]).toEqual(['VM standard', 'Mémoire', '1 cœur']);
  });
});
