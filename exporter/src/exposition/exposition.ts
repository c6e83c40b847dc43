import { allMetrics } from '@vigie/metrics/all';
import { textFormat, type ExposedMetric, type ExpositionFormat } from './exposition-format.ts';
import { LineSheet } from './line-sheet.ts';
import { bytesOf, linesOf, linesOfBytes, type Lines } from './lines.ts';
import { renderChunks } from './render-chunks.ts';

/** A thing that has samples in many families, with the labels that all of these share, as `labelText` gives them. */
export interface Labelled {
  readonly labels: string;
}

/** Lines of metrics that were written once, by the metric's name. */
export type Sheets = Map<string, LineSheet>;

/** Samples as bytes. */
export type Written = readonly { readonly metric: ExposedMetric; readonly bytes: Buffer }[];

/** The samples of one metric. */
export interface Family {
  readonly metric: ExposedMetric;
  readonly lines: readonly Lines[];
}

interface Sample extends Labelled {
  readonly value: number;
}

/**
 * The samples of one scrape. It holds no text but what lines are made of while they are sent (render-chunks.ts). prom-client is
 * not used for them: it keeps objects per series, and a scrape of 10,000 guests has 190,000 of them anew.
 */
export class Exposition {
  readonly #families = new Map<string, { metric: ExposedMetric; lines: Lines[] }>();
  readonly #samples = new Map<string, Sample[]>();
  readonly #releases: (() => void)[] = [];

  /** One sample; `labels` is what `labelText` gave. For many things `addEach` is cheaper. */
  add(metric: ExposedMetric, labels: string, value: number): void {
    const known = this.#samples.get(metric.name);
    const samples = known ?? [];
    samples.push({ labels, value });
    if (known) return;
    this.#samples.set(metric.name, samples);
    this.#addLines(metric, linesOf(metric.name, samples, labelsOf, valueOf));
  }

  /** One sample with a name of its own, such as `x_bucket`, `x_sum`, `x_count` of a histogram `x`; they stay in this order. */
  addPart(metric: ExposedMetric, name: string, labels: string, value: number): void {
    this.#addLines(metric, linesOf(name, [{ labels, value }], labelsOf, valueOf));
  }

  /** As `add`, for a value that Proxmox may leave out: no value, no series. */
  addIfKnown(metric: ExposedMetric, labels: string, value: number | undefined): void {
    if (value !== undefined) this.add(metric, labels, value);
  }

  /**
   * One sample of each thing for which `value` gives a number. The functions are called when the exposition is rendered:
   * the things must not change any more.
   */
  addEach<T extends Labelled>(
    metric: ExposedMetric,
    things: readonly T[],
    value: (thing: T) => number | undefined,
    labels: (thing: T) => string = labelsOf,
  ): void {
    this.#addLines(metric, linesOf(metric.name, things, labels, value));
  }

  /**
   * As `addEach`, with the values in the order of the things; NaN is none. The things and their labels must be the same for as long as `sheets` are:
   * then only values that changed since the last time are written, the rest is copied.
   */
  addSheet<T extends Labelled>(
    sheets: Sheets,
    metric: ExposedMetric,
    things: readonly T[],
    values: Float64Array,
    labels: (thing: T) => string = labelsOf,
  ): void {
    const known = sheets.get(metric.name);
    const sheet = known ?? new LineSheet(metric.name, things.map(labels), values);
    if (!known) sheets.set(metric.name, sheet);
    this.#addLines(metric, sheet.lines(values));
  }

  /** As `addSheet`, with values that are the same for as long as `sheets` are, and of which none is NaN. */
  addFixedSheet<T extends Labelled>(
    sheets: Sheets,
    metric: ExposedMetric,
    things: readonly T[],
    values: (things: readonly T[]) => Float64Array,
    labels: (thing: T) => string = labelsOf,
  ): void {
    const known = sheets.get(metric.name);
    const sheet = known ?? new LineSheet(metric.name, things.map(labels), values(things));
    if (!known) sheets.set(metric.name, sheet);
    this.#addLines(metric, sheet.linesAsWritten());
  }

  /** `release` is called when all lines are made, or nobody reads them any more. */
  whenRendered(release: () => void): void {
    this.#releases.push(release);
  }

  /** All samples of another exposition, as `written` gave them. */
  addWritten(written: Written): void {
    for (const { metric, bytes } of written) this.#addLines(metric, linesOfBytes(bytes));
  }

  /** All samples as bytes, for another exposition. */
  written(): Written {
    return [...this.#families.values()].map(({ metric, lines }) => ({ metric, bytes: bytesOf(lines) }));
  }

  /** The bytes in pieces; each is overwritten when the next is asked for. */
  *chunks(format: ExpositionFormat): Generator<Buffer, void, undefined> {
    const families: Family[] = [...this.#families.values()].sort((a, b) => rankOf(a.metric) - rankOf(b.metric));
    try {
      yield* renderChunks(families, format);
    } finally {
      for (const release of this.#releases) release();
    }
  }

  /** All of it as one text. */
  render(format: ExpositionFormat = textFormat): string {
    return Array.from(this.chunks(format), (chunk) => chunk.toString()).join('');
  }

  #addLines(metric: ExposedMetric, lines: Lines): void {
    const family = this.#families.get(metric.name);
    if (family) family.lines.push(lines);
    else this.#families.set(metric.name, { metric, lines: [lines] });
  }
}

function labelsOf({ labels }: Labelled): string {
  return labels;
}

function valueOf({ value }: Sample): number {
  return value;
}

const ranks = new Map<string, number>(allMetrics.map(({ name }, rank) => [name, rank]));

/** The order of the registry; what is not in it, the metrics of the Node.js runtime, comes last. */
function rankOf({ name }: ExposedMetric): number {
  return ranks.get(name) ?? ranks.size;
}

/** Labels between the braces, escaped: `cluster="demo",id="qemu/100"`. */
export function labelText(labels: Readonly<Record<string, string>>): string {
  const pairs: string[] = [];
  for (const name in labels) pairs.push(`${name}="${escapeLabelValue(labels[name] ?? '')}"`);
  return joinLabels(...pairs);
}

/** Several label texts as one. `join` makes one flat string; concatenated ones keep all their pieces, and these texts live long. */
export function joinLabels(...texts: string[]): string {
  return texts.join(',');
}

const escapes: Record<string, string> = { '\\': '\\\\', '"': '\\"', '\n': '\\n', '\0': '\ufffd' };

/** Guest names, tags and pools come from tenants. Lone surrogates and NUL are not valid in the format. */
function escapeLabelValue(value: string): string {
  const wellFormed = value.toWellFormed();
  // Hardly any value has one of these, and to look for them is far cheaper than to replace nothing.
  return /[\\"\n\0]/.test(wellFormed) ? wellFormed.replace(/[\\"\n\0]/g, (char) => escapes[char] ?? char) : wellFormed;
}
