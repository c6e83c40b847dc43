import { eachRow } from './each-row.ts';

function rowsOf(body: string): unknown[] | null {
  const rows: unknown[] = [];
  // Pieces of an odd length cut through rows, texts and the bytes of one character.
  const bytes = Buffer.from(body);
  const pieces = Array.from({ length: Math.ceil(bytes.length / 8_191) }, (_, i) => bytes.subarray(i * 8_191, (i + 1) * 8_191));
  return eachRow(pieces, (row) => rows.push(row)) ? rows : null;
}
/** More than fits into one portion. */
const many = (row: (i: number) => unknown) => Array.from({ length: 5_000 }, (_, i) => row(i));

test.each([
  ['no row', []],
  ['one row', [{ id: 'qemu/1' }]],
  ['rows that are not objects', [null, 7, 'x', [1]]],
  ['rows for several portions', many((i) => ({ id: `qemu/${i}`, name: `vm${i}`, mem: i }))],
  ['the end of a row inside texts', many((i) => ({ id: i, name: '},{'.repeat(40), tags: '"},{"' }))],
  ['lists inside rows', many((i) => ({ id: i, disks: [{ a: 1 }, { b: '\\' }, { c: [] }] }))],
  ['one row that is longer than several portions', [{ id: 1, name: '},{'.repeat(100_000) }, { id: 2 }, { id: 3 }]],
  ['texts beyond ASCII', many((i) => ({ id: i, name: 'ä€😀\ud800' }))],
])('gives each row of a list once, in order: %s', (_what, data) => {
  expect(rowsOf(JSON.stringify({ data }))).toEqual(data);
});

test('what stands beside the list is not a row', () => {
  const data = many((i) => ({ id: i }));
  expect(rowsOf(JSON.stringify({ data, changes: data, total: 5_000 }))).toEqual(data);
  expect(rowsOf(JSON.stringify({ total: 5_000, data }))).toEqual(data);
});

test.each(['', '<html>', '{"data":null}', '{"data":{"a":1}}', '{}', '[]', '{"data":[{"a":1},{"a"'])('%j is no list', (body) => {
  expect(rowsOf(body)).toBeNull();
});

test('an answer that is cut off is no list, however long it is', () => {
  expect(rowsOf(JSON.stringify({ data: many((i) => ({ id: i, name: `vm${i}` })) }).slice(0, -3))).toBeNull();
});
