import { decodeCursor, encodeCursor, pageOf } from './cursor.ts';
import { newOrderId, sortableId } from './ids.ts';

describe('cursor', () => {
  test('what no list gave is refused', () => {
    for (const cursor of ['', 'x', encodeCursor("ord_1' or 1=1"), '../etc']) {
      expect(() => decodeCursor(cursor)).toThrow(expect.objectContaining({ code: 'invalid-request' }) as Error);
    }
  });

  test('the id comes back', () => {
    const id = newOrderId();
    expect(decodeCursor(encodeCursor(id))).toBe(id);
    expect(decodeCursor(undefined)).toBeNull();
  });

  test('only a full page has a next one', () => {
    const rows = [newOrderId(), newOrderId(), newOrderId()].map((id) => ({ id }));
    expect(pageOf(rows, 3, (row) => row)).toEqual({ items: rows });
    const page = pageOf(rows, 2, (row) => row);
    expect(page.items).toHaveLength(2);
    expect(decodeCursor(page.nextCursor)).toBe(rows[1]?.id);
  });

  test('ids sort by time', () => {
    expect(sortableId(1_000) < sortableId(2_000)).toBe(true);
    const inOneMillisecond = Array.from({ length: 1_000 }, newOrderId);
    expect([...inOneMillisecond].sort()).toEqual(inOneMillisecond);
    expect(sortableId(1_795_227_600_000)).toMatch(/^[0-9a-hjkmnp-tv-z]{16}$/);
  });
});
