import { price } from '@vigie/contract/quotes';
import { testCatalogue } from './fixture.ts';
import { priceOf } from './pricing.ts';

const configuration = { offerId: 'standard', choices: { os: 'ubuntu-24.04', cores: '2', memory: '4', disk: '50' } };

describe('priceOf', () => {
  test('does not invent a price for a choice that left the catalogue', () => {
    const gone = { ...configuration, choices: { ...configuration.choices, disk: '999' } };
    expect(() => priceOf(testCatalogue, gone, 1, 'en')).toThrow(/999 of disk/);
  });

  test('adds the offer and each option', () => {
    const result = priceOf(testCatalogue, configuration, 1, 'en');
    expect(price.parse(result)).toEqual({
      currency: 'EUR',
      total: 1800,
      lines: [
        { label: 'Standard VM', amount: 500 },
        { label: 'Operating system: Ubuntu 24.04', option: 'os', amount: 100 },
        { label: 'Processor: 2 cores', option: 'cores', amount: 300 },
        { label: 'Memory: 4 GiB', option: 'memory', amount: 400 },
        { label: 'Disk: 50 GiB', option: 'disk', amount: 500 },
      ],
    });
  });

  test('multiplies by the quantity, in the language asked for', () => {
    const result = priceOf(testCatalogue, configuration, 3, 'fr');
    expect(result.total).toBe(5400);
    expect(result.lines[0]).toEqual({ label: 'VM standard', amount: 1500 });
    expect(result.lines[2]).toEqual({ label: 'Processeur\u00a0: 2 cœurs', option: 'cores', amount: 900 });
  });
});
