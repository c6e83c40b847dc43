import { clusterConfig } from '@vigie/config/clusters';
import { catalogue } from '@vigie/contract/catalogue';
import { testCatalogue } from './fixture.ts';
import { presentCatalogue } from './present.ts';

/** With one cluster for each of the given modes. */
const withClusters = (...modes: ('required' | 'off')[]): Parameters<typeof presentCatalogue>[0] => ({
  catalogue: testCatalogue,
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
    const shown = presentCatalogue(config, 'en');
    expect(catalogue.strict().parse(shown)).toEqual(shown);
    expect(Object.keys(shown.offers[0]?.options[0]?.values[0] ?? {})).toEqual(['id', 'name', 'price', 'default', 'installs']);
  });

  test('every option has exactly one default, the first value where none is marked', () => {
    const options = presentCatalogue(config, 'en').offers[0]?.options ?? [];
    const defaults = options.map((option) => option.values.filter((value) => value.default).map((value) => value.id));
    expect(defaults).toEqual([['debian-13'], ['2'], ['4'], ['20']]);
  });

  test('says that networks are isolated only where all clusters see to it', () => {
    const said = [withClusters('required', 'required'), withClusters('required', 'off')].map((of) => presentCatalogue(of, 'en').isolated);
    expect(said).toEqual([true, false]);
  });

  test('speaks the language asked for', () => {
    const offer = presentCatalogue(config, 'fr').offers[0];
    expect([offer?.name, offer?.options[2]?.name, offer?.options[1]?.values[0]?.name]).toEqual(['VM standard', 'Mémoire', '1 cœur']);
  });
});
