import type { RowScanner } from './row-scanner.ts';
import { closeBracket, comma } from './json-bytes.ts';
import { parseObject } from './json-object.ts';

const start = Buffer.from('{"data":[');

/**
 * Calls `each` for each element of the list in an answer `{"data":[...]}`, while `rows` is at it; false when the answer is something else
 * or is cut off. The pieces are read as they came: an answer of 4 MB is never one text.
 */
export function eachRow(pieces: readonly Buffer[], rows: RowScanner, each: () => void): boolean {
  /** What is not read yet begins here; of an answer before nothing is. */
  let at = rows.end;
  let inList = false;
  for (const [i, piece] of pieces.entries()) {
    rows.put(piece, at);
    at = rows.start;
    const restFrom = (place: number) => [rows.bytesBetween(place, rows.end), ...pieces.slice(i + 1)];
    if (!inList) {
      if (rows.end - at <= start.length) continue;
      if (!rows.bytesBetween(at, at + start.length).equals(start)) break;
      inList = true;
      at += start.length;
      if (rows.byteAt(at) === closeBracket) return isRestOfAnswer(restFrom(at));
    }
    let after = readRow(rows, at);
    while (after !== -1 && after < rows.end) {
      const next = rows.byteAt(after);
      if (next !== comma && next !== closeBracket) return false;
      each();
      if (next === closeBracket) return isRestOfAnswer(restFrom(after));
      at = after + 1;
      after = readRow(rows, at);
    }
  }
  return !inList && eachParsed(pieces, rows, each);
}

/** The place after the row, -1 when it goes on in the next piece or never ends. */
function readRow(rows: RowScanner, at: number): number {
  try {
    return rows.read(at);
  } catch (error) {
    if (error instanceof SyntaxError) return -1;
    throw error;
  }
}

/** What stands behind the list ends the answer, and was not cut off. */
function isRestOfAnswer(pieces: readonly Buffer[]): boolean {
  return parseObject(`${start.toString()}${Buffer.concat(pieces).toString()}`) !== null;
}

/** For an answer that does not begin with its list. */
function eachParsed(pieces: readonly Buffer[], rows: RowScanner, each: () => void): boolean {
  const data = parseObject(Buffer.concat(pieces).toString())?.data;
  if (!Array.isArray(data)) return false;
  for (const row of data) {
    rows.take(row);
    each();
  }
  return true;
}
