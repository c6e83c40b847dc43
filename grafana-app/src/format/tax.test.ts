import { quote, taxedPrice } from '../testing/fixtures';
import { grossText, taxText } from './tax';

test.each([
  [20, 'VAT 20%'],
  [5.5, 'VAT 5.5%'],
  [8.875, 'VAT 8.875%'],
  [0, 'VAT 0%'],
])('a tax of %d percent', (percent, text) => {
  expect(taxText({ name: 'VAT', percent, amount: 1 })).toBe(text);
});

test('its name is in the language of the reader, where the price knows it', () => {
  expect(taxText({ name: 'TVA', names: { en: 'VAT', fr: 'TVA' }, percent: 20, amount: 1 })).toBe('VAT 20%');
});

test('tax is spoken of only where there is one', () => {
  expect([grossText(quote.price), grossText(taxedPrice(1))]).toEqual(['€5.00', '€15.60 tax included']);
});
