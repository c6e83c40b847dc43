import { backslash, closeBrace, closeBracket, comma, openBrace, openBracket, quote } from './json-bytes.ts';

/** The place after the JSON value that begins at `at` in a list, which is that of the comma or bracket behind it; -1 when the bytes end before. */
export function endOfValue(bytes: Buffer, at: number): number {
  let depth = 0;
  let inText = false;
  for (let i = at; i < bytes.length; i += 1) {
    const c = bytes[i] as number;
    if (inText) {
      if (c === backslash) i += 1;
      else if (c === quote) inText = false;
    } else if (c === quote) inText = true;
    else if (c === openBrace || c === openBracket) depth += 1;
    else if (depth === 0 && (c === comma || c === closeBracket)) return i;
    else if (c === closeBrace || c === closeBracket) depth -= 1;
  }
  return -1;
}
