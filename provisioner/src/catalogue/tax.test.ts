import fc from 'fast-check';
import { taxAmount, taxFor } from './tax.ts';

const catalogue = { tax: { percent: 20, name: { en: 'VAT', fr: 'TVA' } } };

describe('taxFor', () => {
  test('without a rate anywhere there is no tax, which is not the same as 0 %', () => {
    expect(taxFor({}, {})).toBeNull();
    expect(taxFor(catalogue, { tax: { percent: 0 } })).toEqual({ percent: 0, name: catalogue.tax.name });
  });

  test('a tenant’s own rate holds for it alone', () => {
    expect(taxFor(catalogue, { tax: { percent: 8.5, name: 'TVA DOM' } })).toEqual({ percent: 8.5, name: 'TVA DOM' });
    expect([taxFor(catalogue, {}), taxFor(catalogue, undefined)]).toEqual([catalogue.tax, catalogue.tax]);
  });
});

describe('taxAmount', () => {
  test.each([
    [2, 20, 0], // 0.4
    [3, 20, 1], // 0.6
    [5, 10, 1], // 0.5: half up
    [15, 10, 2], // 1.5: half up, not to the even neighbour
    [1005, 10, 101], // 100.5
    [100, 8.875, 9],
    [145, 5.5, 8], // 7.975
    [0, 20, 0],
    [90_000_000_000_001, 5.5, 4_950_000_000_000], // ...000.055
  ])('%d minor units at %d %% are %d', (net, percent, amount) => {
    expect(taxAmount(net, percent)).toBe(amount);
  });

  test('is the nearest whole number for every price and every rate, the upper one of two that are as near', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 100_000_000_000_000 }), fc.integer({ min: 0, max: 100_000 }), (net, thousandths) => {
        const amount = taxAmount(net, thousandths / 1000);
        expect(Number.isSafeInteger(amount)).toBe(true);
        // Twice the distance to the true tax, in hundred-thousandths of a minor unit.
        const twice = 2n * (BigInt(amount) * 100_000n - BigInt(net) * BigInt(thousandths));
        expect(twice > -100_000n && twice <= 100_000n).toBe(true);
      }),
    );
  });

  test('never shrinks when a price grows', () => {
    fc.assert(
      fc.property(fc.nat(1_000_000_000), fc.nat(1_000_000), fc.nat(100_000), (net, more, thousandths) => {
        expect(taxAmount(net + more, thousandths / 1000)).toBeGreaterThanOrEqual(taxAmount(net, thousandths / 1000));
      }),
    );
  });
});
