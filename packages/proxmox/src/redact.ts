import { percentEncode } from './percent.ts';

const secretName = /passw|secret|private|token|^(encryption-)?key$|^ticket$/i;

/** Shorter ones would blank half of every text. */
const shortest = 4;

/** Makes a function that blanks the secrets of one call (the token's and those among its parameters) out of any text. */
export function redactor(tokenSecret: string, params: Record<string, unknown>): (text: string) => string {
  const given = Object.entries(params).flatMap(([name, value]) => (secretName.test(name) ? [value].flat() : []));
  const secrets = [tokenSecret, ...given.map(String)].flatMap(formsOf).filter((form) => form.length >= shortest);
  // The longest first: one secret may be the start of another.
  const ordered = [...new Set(secrets)].sort((a, b) => b.length - a.length);
  return (text) => ordered.reduce((rest, secret) => rest.replaceAll(secret, '[redacted]'), text);
}

/** How a secret may look in an answer: as it is, without the blanks that trimming takes, encoded, quoted, as bytes in a status line. */
function formsOf(secret: string): string[] {
  const whole = secret.toWellFormed();
  const plain = [secret, whole, whole.trim(), ...whole.split(/[\r\n]+/)];
  const encoded = [percentEncode(whole), encodeURIComponent(whole), encodeURIComponent(whole).replaceAll('%20', '+')];
  const quoted = JSON.stringify(whole).slice(1, -1);
  return [...plain, ...encoded, quoted].flatMap((form) => [form, Buffer.from(form, 'utf8').toString('latin1')]);
}
