/**
 * The one text of a JSON value, by RFC 8785 (JCS): keys sorted by their UTF-16 code units, no spaces, numbers and strings as ECMAScript
 * writes them. Two values that are equal as JSON have the same text, whatever a database or a parser did to their order.
 * Unlike the RFC, a half of a surrogate pair is no error but becomes U+FFFD, as it would in UTF-8: a guest's text must not keep a
 * document from being signed.
 */
export function canonicalJson(value: unknown): string {
  return written(JSON.parse(JSON.stringify(value)));
}

function written(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value.toWellFormed());
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(written).join(',')}]`;
  const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${members.map(([key, inner]) => `${JSON.stringify(key.toWellFormed())}:${written(inner)}`).join(',')}}`;
}
