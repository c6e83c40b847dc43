/**
 * Percent-encodes everything but RFC 3986's unreserved characters. pveproxy splits forms on a raw `;`, cuts values at a raw
 * `=` and loses a raw `+`; encodeURIComponent leaves `!'()*`, which some front proxies rewrite.
 */
export function percentEncode(text: string): string {
  return encodeURIComponent(text.toWellFormed()).replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
}
