import type { Family } from './exposition.ts';
import type { ExpositionFormat } from './exposition-format.ts';
import { LineBuffer } from './line-buffer.ts';

/** The families as bytes, in pieces that share one buffer: each is overwritten when the next is asked for. */
export function* renderChunks(families: readonly Family[], format: ExpositionFormat): Generator<Buffer, void, undefined> {
  const names = new Set(families.map(({ metric }) => metric.name));
  const out = new LineBuffer();
  try {
    for (const { metric, lines } of families) {
      out.startFamily(format.head(metric, names));
      for (const each of lines) {
        for (let from = each.write(out, 0); from !== null; from = each.write(out, from)) yield out.take();
      }
    }
    if (!out.text(format.end)) {
      yield out.take();
      out.text(format.end);
    }
    yield out.take();
  } finally {
    out.release();
  }
}
