import fc from 'fast-check';
import { eachRow } from './each-row.ts';
import { RowScanner } from './row-scanner.ts';

const fields = ['id', 'name', 'mem', 'cpu', 'a'];

/** What is seen of each row, in pieces of an odd length, which cut through rows, texts and the bytes of one character. */
function rowsOf(body: string, pieceBytes = 8_191): unknown[] | null {
  const rows = new RowScanner(fields);
  const seen: unknown[] = [];
  const bytes = Buffer.from(body);
  const pieces = Array.from({ length: Math.ceil(bytes.length / pieceBytes) }, (_, i) => bytes.subarray(i * pieceBytes, (i + 1) * pieceBytes));
  return eachRow(pieces, rows, () => seen.push(fields.map((_, field) => [rows.text(field), rows.number(field)]))) ? seen : null;
}
/** The same by JSON.parse. */
const expected = (data: unknown[]) =>
  data.map((row) => fields.map((name) => {
    const value: unknown = typeof row === 'object' && row !== null ? (row as Record<string, unknown>)[name] : undefined;
    const isText = typeof value === 'string';
    const number = isText && value.trim() !== '' ? Number(value) : value;
    return [isText ? value : typeof value === 'number' ? String(value) : '', typeof number === 'number' && Number.isFinite(number) ? number : NaN];
  }));
/** More than fits into one piece. */
const many = (row: (i: number) => unknown) => Array.from({ length: 5_000 }, (_, i) => row(i));

test.each([
  ['no row', []],
  ['one row', [{ id: 'qemu/1' }]],
  ['a row without fields', [{}, { id: 1 }, {}]],
  ['rows that are not objects', [null, 7, 'x', [1], { id: 1 }, [{ id: 2 }], true]],
  ['rows for several pieces', many((i) => ({ id: `qemu/${i}`, name: `vm${i}`, mem: i, other: `${i}`, more: i }))],
  ['the end of a row inside texts', many((i) => ({ id: i, name: '},{'.repeat(40), tags: '"},{"' }))],
  ['lists inside rows', many((i) => ({ id: i, disks: [{ a: 1 }, { b: '\\' }, { c: [] }], name: 'x' }))],
  ['one row that is longer than several pieces', [{ id: 1, name: '},{'.repeat(100_000) }, { id: 2 }, { id: 3 }]],
  ['texts beyond ASCII', many((i) => ({ id: i, name: 'ä€😀\ud800' }))],
  ['texts that would be the same in another encoding', [{ name: 'Ã©' }, { name: 'é' }, { name: 'Ã©' }]],
  ['the same text again and again', many((i) => ({ id: 'qemu/1', name: `vm${i % 3}` }))],
  ['names with escapes', [{ 'i\u0000d': 1, id: 2, '"': 3 }]],
  ['numbers', [0, -1, 1.5, -0.25, 1e300, 5e-324, 2 ** 53 - 1, 999_999_999_999_999, 1_000_000_000_000_000, -999_999_999_999_999, 0.1].map((mem) => ({ mem, cpu: String(mem) }))],
  ['what is neither text nor number', [{ id: null, name: true, mem: false, cpu: {} }, { id: '', mem: ' ', cpu: 'lots' }]],
])('gives each row of a list once, in order: %s', (_what, data: unknown[]) => {
  expect(rowsOf(JSON.stringify({ data }))).toEqual(expected(data));
  expect(rowsOf(JSON.stringify({ data }, null, 1))).toEqual(expected(data));
});

test('what JSON can hold, in pieces of any length', () => {
  const value = fc.oneof(fc.string({ unit: 'binary' }), fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true }), fc.json().map((text) => JSON.parse(text) as unknown));
  const row = fc.oneof({ weight: 5, arbitrary: fc.dictionary(fc.constantFrom(...fields, 'other', 'x"\\'), value) }, { weight: 1, arbitrary: value });
  fc.assert(
    fc.property(fc.array(row), fc.integer({ min: 1, max: 60 }), fc.constantFrom(undefined, 2), (data, pieceBytes, spaces) => {
      const body = JSON.stringify({ data }, null, spaces);
      expect(rowsOf(body, pieceBytes)).toEqual(expected((JSON.parse(body) as { data: unknown[] }).data));
    }),
  );
});

test('a field that comes twice counts as it does for JSON.parse', () => {
  expect(rowsOf('{"data":[{"id":1,"id":2}]}')).toEqual(expected([{ id: 2 }]));
  expect(rowsOf('{"data":[{"id":"x","id":null}]}')).toEqual(expected([{ id: null }]));
});

test('a number that is too large is none', () => {
  expect(rowsOf('{"data":[{"mem":1e400,"cpu":1.0e400}]}')).toEqual(expected([{ mem: null, cpu: null }]).map((row) => row.map(([, number], i) => [i === 2 || i === 3 ? 'Infinity' : '', number])));
});

test('what stands beside the list is not a row', () => {
  const data = many((i) => ({ id: i }));
  expect(rowsOf(JSON.stringify({ data, changes: data, total: 5_000 }))).toEqual(expected(data));
  expect(rowsOf(JSON.stringify({ total: 5_000, data }))).toEqual(expected(data));
});

const noLists = [
  '', '<html>', '{"data":null}', '{"data":{"a":1}}', '{}', '[]', '{"data":[{"a":1},{"a"', '{"data":[{"a":1}', '{"data":[{"a":1}]', '{"data":[',
  '{"data":[{"a":1}{"a":2}]}', '{"data":[{"a" 1}]}', '{"data":[{"a":}]}', '{"data":[{"a":1,}]}', '{"data":[{a:1}]}', '{"data":[{"a":tru}]}', '{"data":[{"a":-}]}',
  '{"data":[{"a":01}]}', '{"data":[{"a":1.}]}', '{"data":[{"a":1e}]}', '{"data":[{"a":1}]}x', '{"data":[,]}', '{"data":[{"a":1},]}', '{"data":[{"a":"\u0001"}]}',
];
test.each(noLists)('%j is no list', (body) => {
  expect(rowsOf(body)).toBeNull();
});

test('an answer that is cut off is no list, however long it is', () => {
  expect(rowsOf(JSON.stringify({ data: many((i) => ({ id: i, name: `vm${i}` })) }).slice(0, -3))).toBeNull();
});
