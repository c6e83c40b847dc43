import { openMetricsFormat, textFormat, type ExpositionFormat } from './exposition-format.ts';

/**
 * The format that the client would rather have, from its `Accept`; the text format for one that names neither. The libraries for
 * this take a type with a parameter that they were not told of for another type, and Prometheus sends such ones (`escaping`).
 */
export function negotiateFormat(accept: string | undefined): ExpositionFormat {
  const wishes = (accept ?? '').split(',').map(parseWish);
  const best = wishes.filter(({ quality }) => quality > 0).sort((a, b) => b.quality - a.quality);
  return best.find(({ format }) => format !== null)?.format ?? textFormat;
}

function parseWish(text: string): { format: ExpositionFormat | null; quality: number } {
  const [type = '', ...parameters] = text.split(';').map((part) => part.trim().toLowerCase());
  const values = Object.fromEntries(parameters.map((parameter) => parameter.split('=').map((part) => part.trim()))) as Record<string, string | undefined>;
  const quality = Number(values.q ?? 1);
  return { format: formatOf(type, values.version), quality: Number.isNaN(quality) ? 0 : quality };
}

function formatOf(type: string, version: string | undefined): ExpositionFormat | null {
  if (type === 'application/openmetrics-text') return version === undefined || version === '1.0.0' ? openMetricsFormat : null;
  if (type === 'text/plain') return version === undefined || version === '0.0.4' ? textFormat : null;
  return type === 'text/*' || type === '*/*' ? textFormat : null;
}
