import type { RowScanner } from './row-scanner.ts';
import { closeBracket, comma } from './json-bytes.ts';
import { parseObject } from './json-object.ts';

const start = Buffer.from('{"data":[');

/**
 * Calls `each` for each element of the list in an answer `{"data":[...]}`, while `rows` is at it; false when the answer is something else
 * or is cut off. The pieces are read as they came: an answer of 4 MB is never one text.
 */
export function eachRow(pieces: readonly Buffer[], rows: RowScanner, each: () => void): boolean {
  let rest: Buffer = Buffer.alloc(0);
  let inList = false;
  for (const [i, piece] of pieces.entries()) {
    const bytes = rest.length === 0 ? piece : Buffer.concat([rest, piece]);
    rest = bytes;
    let at = 0;
    if (!inList) {
      if (bytes.length <= start.length) continue;
      if (bytes.compare(start, 0, start.length, 0, start.length) !== 0) break;
      inList = true;
      at = start.length;
      if (bytes[at] === closeBracket) return isRestOfAnswer([bytes.subarray(at), ...pieces.slice(i + 1)]);
    }
    let after = readRow(rows, bytes, at);
    while (after !== -1 && after < bytes.length) {
      const next = bytes[after];
      if (next !== comma && next !== closeBracket) return false;
      each();
      if (next === closeBracket) return isRestOfAnswer([bytes.subarray(after), ...pieces.slice(i + 1)]);
      at = after + 1;
      after = readRow(rows, bytes, at);
    }
    rest = bytes.subarray(at);
  }
  return !inList && eachParsed(pieces, rows, each);
}

/** The place after the row, -1 when it goes on in the next piece or never ends. */
function readRow(rows: RowScanner, bytes: Buffer, at: number): number {
  try {
    return rows.read(bytes, at);
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
