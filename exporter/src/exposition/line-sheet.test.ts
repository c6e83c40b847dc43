import { resourceMetrics } from '@vigie/metrics/resource';
import { Exposition, type Sheets } from './exposition.ts';
import { textFormat } from './exposition-format.ts';
import { LineBuffer } from './line-buffer.ts';
import { LineSheet } from './line-sheet.ts';

const labels = (count: number) => Array.from({ length: count }, (_, i) => `id="qemu/${i}",name="ä${'x'.repeat(i % 90)}"`);
/** What a sheet gives for these values, in as many pieces as the buffer makes. */
function textOf(sheet: LineSheet, values: readonly number[]): string {
  const lines = sheet.lines(Float64Array.from(values));
  const out = new LineBuffer();
  const pieces: string[] = [];
  for (let from = lines.write(out, 0); from !== null; from = lines.write(out, from)) pieces.push(out.take().toString());
  return [...pieces, out.take().toString()].join('');
}
const expected = (names: readonly string[], values: readonly number[]) =>
  names.map((text, i) => (Number.isNaN(values[i]) ? '' : `a{${text}} ${values[i]}\n`)).join('');

test.each([
  ['as they were', (value: number) => value],
  ['all others', (value: number) => value + 1],
  ['longer and shorter ones', (value: number, i: number) => (i % 2 === 0 ? value * 1000 : Math.floor(value / 10))],
  ['fractions', (value: number) => value / 7],
  ['every third gone', (value: number, i: number) => (i % 3 === 0 ? NaN : value)],
  ['none', () => NaN],
  ['odd ones', (_value: number, i: number) => [-1, 1e21, 0, 0.1, 2 ** 53 - 1][i % 5] as number],
])('gives the values of now: %s', (_what, change) => {
  const names = labels(5_000);
  const values = names.map((_, i) => i * 17);
  const sheet = new LineSheet('a', names, Float64Array.from(values));
  expect(textOf(sheet, values)).toBe(expected(names, values));
  const next = values.map(change);
  expect(textOf(sheet, next)).toBe(expected(names, next));
  expect(textOf(sheet, values)).toBe(expected(names, values));
});

test('gives a value that was not known at first', () => {
  const names = labels(3);
  const sheet = new LineSheet('a', names, Float64Array.of(NaN, 1, NaN));
  expect(textOf(sheet, [5, NaN, 7])).toBe(expected(names, [5, NaN, 7]));
});

test('keeps a line whole that is longer than a piece', () => {
  const names = ['id="1"', `name="${'€'.repeat(100_000)}"`, 'id="3"'];
  const sheet = new LineSheet('a', names, Float64Array.of(1, 2, 3));
  expect(textOf(sheet, [1, 2, 3])).toBe(expected(names, [1, 2, 3]));
  expect(textOf(sheet, [1, 22, 4])).toBe(expected(names, [1, 22, 4]));
});

test('a scrape that is still being sent keeps its lines whole while the next one is made', () => {
  const names = labels(5_000);
  const sheets: Sheets = new Map();
  const things = names.map((text) => ({ labels: text }));
  const scrape = (values: Float64Array) => {
    const out = new Exposition();
    out.addSheet(sheets, resourceMetrics.uptime, things, values);
    return out;
  };
  const slow: string[] = [];
  for (const piece of scrape(new Float64Array(5_000).fill(10)).chunks(textFormat)) {
    slow.push(piece.toString());
    scrape(new Float64Array(5_000).fill(1234 + slow.length)).render();
  }
  const lines = slow.join('').trimEnd().split('\n').filter((line) => !line.startsWith('#'));
  expect(lines.map((line) => line.replace(/\} (10|12\d\d)$/, '} n'))).toEqual(names.map((text) => `pve_uptime_seconds{${text}} n`));
});
