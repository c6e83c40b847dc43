import { ProblemError } from '../problem-error.ts';
import type { Page } from '../services.ts';

/** A cursor is the id of the last item of the page before, made opaque so that nobody builds one. */
export const encodeCursor = (id: string): string => Buffer.from(id, 'utf8').toString('base64url');

/** The id in a cursor; a cursor that is not ours is the caller's mistake. */
export function decodeCursor(cursor: string | undefined): string | null {
  if (cursor === undefined) return null;
  const id = Buffer.from(cursor, 'base64url').toString('utf8');
  if (!/^(ord|vm|net|bak|rst|exe|vop)_[0-9a-z]{16}$/.test(id)) {
    throw new ProblemError('invalid-request', 'The cursor is not one that this list gave.', [
      { path: 'cursor', message: 'not a cursor of this list' },
    ]);
  }
  return id;
}

/** Cuts the page out of `limit + 1` rows: the row too many tells that there is a next page. */
export function pageOf<Row extends { id: string }, Item>(rows: Row[], limit: number, view: (row: Row) => Item): Page<Item> {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return { items: shown.map(view), ...(rows.length > limit && last ? { nextCursor: encodeCursor(last.id) } : {}) };
}
