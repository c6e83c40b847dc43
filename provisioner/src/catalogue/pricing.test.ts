import { price } from '@vigie/contract/quotes';
import { testCatalogue } from './fixture.ts';
import { priceOf } from './pricing.ts';

const configuration = { offerId: 'standard', choices: { os: 'ubuntu-24.04', cores: '2', memory: '4', disk: '50', database: 'postgresql' } };
const one = { quantity: 1, language: 'en', tax: null } as const;

describe('priceOf', () => {
  test('does not invent a price for a choice that left the catalogue', () => {
    const gone = { ...configuration, choices: { ...configuration.choices, disk: '999' } };
    expect(() => priceOf(testCatalogue, gone, one)).toThrow(/999 of disk/);
  });

  test('an offer without an option has no line for it', () => {
    const large = { offerId: 'large', choices: { os: 'debian-13', cores: '8', memory: '32', disk: '500' } };
    expect(priceOf(testCatalogue, large, one).lines.map(({ option }) => option)).toEqual([undefined, 'os', 'cores', 'memory', 'disk']);
  });

  test('adds the offer and each option', () => {
    const result = priceOf(testCatalogue, configuration, one);
    const line = (label: string, unitPrice: number, option?: string) => ({ label, ...(option && { option }), quantity: 1, unitPrice, amount: unitPrice });
    expect(price.strict().parse(result)).toEqual({
      currency: 'EUR',
      net: 2800,
      tax: null,
      gross: 2800,
      total: 2800,
      lines: [
        line('Standard VM', 500),
        line('Operating system: Ubuntu 24.04', 100, 'os'),
        line('Processor: 2 cores', 300, 'cores'),
        line('Memory: 4 GiB', 400, 'memory'),
        line('Disk: 50 GiB', 500, 'disk'),
        line('Database: PostgreSQL', 1000, 'database'),
      ],
    });
  });

  test('multiplies by the quantity and says the unit, in the language asked for', () => {
    const result = priceOf(testCatalogue, configuration, { quantity: 16, language: 'fr', tax: null });
    expect(result.net).toBe(44_800);
    expect(result.lines[0]).toEqual({ label: 'VM standard', quantity: 16, unitPrice: 500, amount: 8000 });
    expect(result.lines[2]).toEqual({ label: 'Processeur\u00a0: 2 cœurs', option: 'cores', quantity: 16, unitPrice: 300, amount: 4800 });
  });

  test('taxes the sum, not each line', () => {
    const tax = { percent: 8.875, name: { en: 'VAT', fr: 'TVA' } };
    // 2.485, rounded up; and 39.76, where lines rounded each by itself make 39.77.
    expect(priceOf(testCatalogue, configuration, { ...one, tax })).toMatchObject({ net: 2800, tax: { name: 'VAT', percent: 8.875, amount: 249 }, gross: 3049, total: 2800 });
    expect(priceOf(testCatalogue, configuration, { quantity: 16, language: 'fr', tax })).toMatchObject({ tax: { name: 'TVA', names: tax.name, amount: 3976 }, gross: 48_776 });
  });

  test('a tenant that is exempt has a tax of 0 %', () => {
    expect(priceOf(testCatalogue, configuration, { ...one, tax: { percent: 0, name: 'VAT' } })).toMatchObject({ tax: { percent: 0, amount: 0 }, gross: 2800 });
  });
});
