import { StringDecoder } from 'node:string_decoder';
import { parseObject } from './json-object.ts';

const start = '{"data":[';
/** So much is parsed in some tenths of a millisecond, and is garbage before it costs anything to collect it. */
const portionChars = 64 * 1024;

/**
 * Gives each element of the list in an answer `{"data":[...]}` to `each`; false when the answer is something else.
 * It is parsed in portions, so that text and objects of a long list (10,000 guests: 4 MB and 20 MB) never live all at once:
 * with one JSON.parse, collecting them costs as much again as making them.
 */
export function eachRow(pieces: readonly Buffer[], each: (row: unknown) => void): boolean {
  const decoder = new StringDecoder('utf8');
  let text = '';
  let isList: boolean | null = null;
  let wanted = portionChars;
  for (const piece of pieces) {
    text += decoder.write(piece);
    if (text.length < wanted || isList === false) continue;
    if (isList === null) {
      isList = text.startsWith(start);
      if (!isList) continue;
      text = text.slice(start.length);
    }
    const end = text.lastIndexOf('},{');
    // Only whole rows are valid JSON: this fails when those three characters stand inside a text or a list of a row.
    const rows = end === -1 ? null : parseList(`[${text.slice(0, end + 1)}]`);
    wanted = rows === null ? text.length * 2 : portionChars;
    if (rows === null) continue;
    rows.forEach(each);
    text = text.slice(end + 2);
  }
  text += decoder.end();
  const rest = parseObject(isList ? start + text : text)?.data;
  if (!Array.isArray(rest)) return false;
  rest.forEach(each);
  return true;
}

function parseList(text: string): unknown[] | null {
  try {
    return JSON.parse(text) as unknown[];
  } catch {
    return null;
  }
}
