import { formatBytes } from './bytes';
import { formatClock, formatDuration, secondsBetween } from './duration';
import { formatMoney } from './money';
import { formatRelative } from './time';

const now = Date.parse('2026-11-21T12:00:00.000Z');

test.each([
  [0.4, 'under 1 s'],
  [45, '45\u00a0s'],
  [72, '1\u00a0min 12\u00a0s'],
  [3600, '1\u00a0h'],
  [7505, '2\u00a0h 5\u00a0min'],
  [90_000, '1\u00a0d 1\u00a0h'],
])('%d seconds in words', (seconds, words) => {
  expect(formatDuration(seconds)).toBe(words);
});

test.each([
  [7, '0:07'],
  [247.4, '4:07'],
  [3847, '1:04:07'],
])('%d seconds on a running clock', (seconds, clock) => {
  expect(formatClock(seconds)).toBe(clock);
});

test('clocks that differ do not make a time negative', () => {
  expect(secondsBetween('2026-11-21T12:00:05.000Z', '2026-11-21T12:00:00.000Z')).toBe(0);
});

test.each([
  [1999, 'EUR', '€19.99'],
  [500, 'JPY', '¥500'],
  [1999, 'KWD', 'KWD\u00a01.999'],
])('%d minor units of %s', (amount, currency, text) => {
  expect(formatMoney(amount, currency)).toBe(text);
});

test('a price difference has its sign', () => {
  expect(formatMoney(400, 'EUR', true)).toBe('+€4.00');
});

test.each([
  ['2026-11-21T11:59:50.000Z', 'now'],
  ['2026-11-21T11:57:00.000Z', '3 min. ago'],
  ['2026-11-20T12:00:00.000Z', 'yesterday'],
  ['2026-09-01T12:00:00.000Z', 'Sep 1, 2026'],
])('%s as seen at noon', (instant, words) => {
  expect(formatRelative(instant, now)).toBe(words);
});

test.each([
  [1.25 * 2 ** 30, '1.25 GiB'],
  [3 * 2 ** 40, '3 TiB'],
  [512 * 2 ** 20, '512 MiB'],
  [524_288, '0.5 MiB'],
])('%d bytes in words', (bytes, words) => {
  expect(formatBytes(bytes)).toBe(words);
});
