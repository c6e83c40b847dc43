import { catalogue } from '@vigie/contract/catalogue';
import { testCatalogue } from './fixture.ts';
import { presentCatalogue } from './present.ts';

describe('presentCatalogue', () => {
  test('keeps Proxmox values inside and fits the contract', () => {
    const shown = presentCatalogue(testCatalogue, 'en');
    expect(catalogue.strict().parse(shown)).toEqual(shown);
    expect(Object.keys(shown.offers[0]?.options[0]?.values[0] ?? {})).toEqual(['id', 'name', 'price', 'default']);
  });

  test('every option has exactly one default, the first value where none is marked', () => {
    const options = presentCatalogue(testCatalogue, 'en').offers[0]?.options ?? [];
    const defaults = options.map((option) => option.values.filter((value) => value.default).map((value) => value.id));
    expect(defaults).toEqual([['debian-13'], ['2'], ['4'], ['20']]);
  });

  test('speaks the language asked for', () => {
    const offer = presentCatalogue(testCatalogue, 'fr').offers[0];
    expect([offer?.name, offer?.options[2]?.name, offer?.options[1]?.values[0]?.name]).toEqual(['VM standard', 'Mémoire', '1 cœur']);
  });
});
