import { price } from '@vigie/contract/quotes';
import { testCatalogue } from './fixture.ts';
import { priceOf } from './pricing.ts';
import { readPrice } from './stored-price.ts';

const choices = { os: 'debian-13', cores: '2', memory: '4', disk: '20', database: 'postgresql' };

test('a price from before there was a tax has none, and is of one machine', () => {
  const old = { currency: 'EUR', total: 900, lines: [{ label: 'VM', amount: 500 }, { label: 'Disk', option: 'disk', amount: 400 }] };
  const read = readPrice(old);
  expect(price.strict().parse(read)).toEqual(read);
  expect(read).toEqual({
    currency: 'EUR', total: 900, net: 900, tax: null, gross: 900,
    lines: [
      { label: 'VM', quantity: 1, unitPrice: 500, amount: 500 },
      { label: 'Disk', option: 'disk', quantity: 1, unitPrice: 400, amount: 400 },
    ],
  });
});

test('a price of today is read as it was written', () => {
  const today = priceOf(testCatalogue, { offerId: 'standard', choices }, { quantity: 3, language: 'fr', tax: { percent: 20, name: 'TVA' } });
  expect(readPrice(JSON.parse(JSON.stringify(today)) as typeof today)).toEqual(today);
});
