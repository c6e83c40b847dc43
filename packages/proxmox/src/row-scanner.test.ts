import fc from 'fast-check';
import { eachRow } from './each-row.ts';
import { RowScanner } from './row-scanner.ts';

const identity = ['id', 'name', 'template'];

/** The fingerprint of each of these rows, by one scanner. */
function fingerprintsOf(...data: unknown[]): number[] {
  const rows = new RowScanner(['id', 'cpu', 'name', 'template'], identity);
  const seen: number[] = [];
  eachRow([Buffer.from(JSON.stringify({ data }))], rows, () => seen.push(rows.fingerprint()));
  return seen;
}

test('the fingerprint is of identity, wherever a row stands and whatever else is in it', () => {
  const guest = { id: 'qemu/100', name: 'a name of more than eight letters', template: 0 };
  const [first, ...others] = fingerprintsOf(guest, { cpu: 0.25, ...guest, other: 'x' }, { template: 0, name: guest.name, id: guest.id }, { ...guest, cpu: '7' });
  expect(others).toEqual([first, first, first]);
});

test.each([
  ['another text', { id: 'qemu/101', name: 'web', template: 0 }],
  ['a longer text', { id: 'qemu/100', name: 'web0', template: 0 }],
  ['letters that moved to the field beside', { id: 'qemu/100w', name: 'eb', template: 0 }],
  ['another number', { id: 'qemu/100', name: 'web', template: 1 }],
  ['the number as text', { id: 'qemu/100', name: 'web', template: '0' }],
  ['a field that is not there', { id: 'qemu/100', name: 'web' }],
  ['an empty one', { id: 'qemu/100', name: '', template: 0 }],
])('%s is another identity', (_what, row) => {
  const [one, other] = fingerprintsOf({ id: 'qemu/100', name: 'web', template: 0 }, row);
  expect(one).toBeGreaterThan(0);
  expect(other).not.toBe(one);
});

test('rows have the same fingerprint when they are the same, else not', () => {
  const text = fc.stringMatching(/^[a-zä€. -]{0,20}$/);
  const row = fc.record({ id: text, name: text, template: fc.oneof(fc.nat(), fc.double({ min: 0, max: 1, noNaN: true })) }, { requiredKeys: [] });
  const pick = (each: Record<string, unknown>) => JSON.stringify(identity.map((name) => each[name]));
  fc.assert(
    fc.property(row, row, (a, b) => {
      const [one, other] = fingerprintsOf(a, b);
      expect(one === other).toBe(pick(a) === pick(b));
    }),
  );
});

test('a row that had to be parsed is like no other', () => {
  expect(fingerprintsOf({ id: 'a\\b' }, { id: 'a\\b' })).toEqual([NaN, NaN]);
});

test('another scanner has another key, so that nobody can reckon with it', () => {
  expect(fingerprintsOf({ id: 'qemu/100' })).not.toEqual(fingerprintsOf({ id: 'qemu/100' }));
});
