import { percentEncode } from './percent.ts';

const secretName = /passw|secret|private|^(encryption-)?key$|^ticket$/i;

/** Makes a function that blanks the secrets of one call (the token's and those among its parameters) out of any text. */
export function redactor(tokenSecret: string, params: Record<string, unknown>): (text: string) => string {
  const found = Object.entries(params).flatMap(([name, value]) => (secretName.test(name) && typeof value === 'string' ? [value] : []));
  const secrets = [tokenSecret, ...found].filter((secret) => secret.length >= 4).flatMap((secret) => [secret, percentEncode(secret)]);
  // The longest first: one secret may be the start of another. Shorter ones would blank half of every text.
  secrets.sort((a, b) => b.length - a.length);
  return (text) => secrets.reduce((rest, secret) => rest.replaceAll(secret, '[redacted]'), text);
}
