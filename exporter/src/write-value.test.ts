import fc from 'fast-check';
import { writeValue } from './write-value.ts';

function written(value: number): string {
  const bytes = Buffer.alloc(64, '#');
  const text = bytes.toString('latin1', 0, writeValue(bytes, 0, value));
  expect(bytes.toString('latin1', text.length)).toBe('#'.repeat(64 - text.length));
  return text;
}

test.each([0, 1, 9, 10, 99, 100, 2 ** 31, 2 ** 32 - 1, 2 ** 32, 10 ** 15, 2 ** 53 - 1, 2 ** 53, 1e21, -1, 0.5, 5e-324, NaN])('%d', (value) => {
  expect(written(value)).toBe(String(value));
});

test('whole numbers of every length', () => {
  fc.assert(fc.property(fc.integer({ min: 0, max: 53 }), fc.double({ min: 0, max: 1, noNaN: true }), (bits, part) => {
    const value = Math.floor(part * 2 ** bits);
    expect(written(value)).toBe(String(value));
  }));
});

test('other numbers', () => {
  fc.assert(fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => Object.is(Number(written(value)), value) || value === 0));
});
