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

const quote = 0x22;
const comma = 0x2c;
const openBracket = 0x5b;
const backslash = 0x5c;
const closeBracket = 0x5d;
const openBrace = 0x7b;
const closeBrace = 0x7d;
