import { Exposition } from '../exposition/exposition.ts';
import { textFormat } from '../exposition/exposition-format.ts';
import { addGuests } from '../collectors/guest.ts';
import { guest } from '../testing/fake-reader.ts';
import { readResources } from '../testing/read-resources.ts';

const guestsWith = (mem: number) => [100, 101, 102].map((vmid) => guest(vmid, { mem }));
const memoryOf = (text: string) => [...text.matchAll(/^pve_memory_usage_bytes\{.*\} (\d+)$/gm)].map(([, value]) => Number(value));

test('columns that nobody holds serve a later reading', () => {
  const first = readResources(guestsWith(1));
  const held = first.usage.hold();
  held.release();
  const third = readResources(guestsWith(3), first, first);
  expect(third.usage.hold().usage.mem.buffer).toBe(held.usage.mem.buffer);
  expect(() => first.usage.hold()).toThrow('serves another one');
});

test('what is held stays as it is until the last holder releases it, each once', () => {
  const first = readResources(guestsWith(1));
  const [one, other] = [first.usage.hold(), first.usage.hold()];
  one.release();
  one.release();
  readResources(guestsWith(2), first, first);
  expect([...other.usage.mem]).toEqual([1, 1, 1]);
  other.release();
  readResources(guestsWith(3), first, first);
  expect([...other.usage.mem]).toEqual([3, 3, 3]);
});

test('more guests than before find room', () => {
  const many = Array.from({ length: 50 }, (_, i) => guest(100 + i, { mem: i }));
  const first = readResources(many.slice(0, 1));
  expect([...readResources(many, first, first).usage.hold().usage.mem]).toEqual(many.map((_, i) => i));
});

test('a field that is not told any more is unknown, not what another reading found', () => {
  const first = readResources(guestsWith(1));
  expect([...readResources([guest(100, { mem: null })], first, first).usage.hold().usage.mem]).toEqual([NaN]);
});

test('a scrape that is still being sent keeps its values while others read anew', () => {
  const names = Array.from({ length: 9_000 }, (_, i) => i + 100);
  const guestsOf = (mem: number) => names.map((vmid) => guest(vmid, { mem }));
  let last = readResources(guestsOf(1));
  let done = null as typeof last | null;
  const slow = new Exposition();
  addGuests(slow, last, last.inventory.sheets);
  const seen: string[] = [];
  for (const piece of slow.chunks(textFormat)) {
    seen.push(piece.toString());
    const next = readResources(guestsOf(seen.length + 1), last, done);
    [done, last] = [last, next];
  }
  expect(seen.length).toBeGreaterThan(5);
  expect(new Set(memoryOf(seen.join('')))).toEqual(new Set([1]));
});
