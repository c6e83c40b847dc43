import type { Family } from './exposition.ts';
import type { ExpositionFormat } from './exposition-format.ts';

const linesAtOnce = 250;
const chunkChars = 64 * 1024;

/**
 * Writes the families as bytes, in pieces of some 64 KiB that share one buffer.
 */
export function* renderChunks(families: readonly Family[], format: ExpositionFormat): Generator<Buffer, void, undefined> {
  const names = new Set(families.map(({ metric }) => metric.name));
  // UTF-8 takes at most three bytes for a character of a string. A block of lines may come on top of a chunk that is nearly full.
  const buffer = Buffer.allocUnsafeSlow(chunkChars * 4);
  const encode = (text: string) => (text.length * 3 <= buffer.length ? buffer.subarray(0, buffer.write(text)) : Buffer.from(text));
  let text = '';
  for (const { metric, lines } of families) {
    let head = format.head(metric, names);
    for (const each of lines) {
      for (let from = 0; from < each.count; from += linesAtOnce) {
        const block = each.text(from, from + linesAtOnce);
        if (block === '') continue;
        text += head + block;
        head = '';
        if (text.length < chunkChars) continue;
        yield encode(text);
        text = '';
      }
    }
  }
  text += format.end;
  if (text !== '') yield encode(text);
}
