import fc from 'fast-check';
import { ReceivedBody } from './received-body.ts';

const slab = 256 * 1024;
const bytes = (length: number, seed: number) => Buffer.alloc(length, Buffer.from(Array.from({ length: 251 }, (_, i) => (i * 7 + seed) % 251)));
const received = (pieces: readonly Buffer[]) => {
  const body = new ReceivedBody();
  for (const piece of pieces) body.add(piece);
  return body;
};

test('all bytes are there in their order, whatever the pieces, also when others were received and read before', () => {
  const sizes = fc.array(fc.oneof(fc.integer({ min: 0, max: 20_000 }), fc.constantFrom(slab - 1, slab, slab + 1, 2 * slab + 5)), { maxLength: 12 });
  fc.assert(
    fc.property(sizes, fc.nat(250), (lengths, seed) => {
      const pieces = lengths.map((length, i) => bytes(length, seed + i));
      const body = received(pieces);
      expect(Buffer.concat(body.pieces()).equals(Buffer.concat(pieces))).toBe(true);
      expect(body.size).toBe(pieces.reduce((sum, { length }) => sum + length, 0));
      body.release();
    }),
    { numRuns: 60 },
  );
});

test('bodies that are received at the same time do not share a slab', () => {
  const [a, b] = [bytes(3 * slab, 1), bytes(3 * slab, 2)];
  const [first, second] = [received([a]), received([b])];
  expect([Buffer.concat(first.pieces()).equals(a), Buffer.concat(second.pieces()).equals(b)]).toEqual([true, true]);
  first.release();
  const third = received([bytes(2 * slab, 3)]);
  expect(Buffer.concat(second.pieces()).equals(b)).toBe(true);
  third.release();
  second.release();
});

test('a slab is used again, and given back once', () => {
  const body = received([bytes(2 * slab, 4)]);
  const memory = new Set(body.pieces().map(({ buffer }) => buffer));
  body.release();
  body.release();
  const [next, other] = [received([bytes(2 * slab, 5)]), received([bytes(2 * slab, 6)])];
  const reused = (one: ReceivedBody) => one.pieces().map(({ buffer }) => buffer);
  expect(reused(next).filter((buffer) => memory.has(buffer)).length).toBeGreaterThan(0);
  expect(reused(next).filter((buffer) => reused(other).includes(buffer))).toEqual([]);
});
