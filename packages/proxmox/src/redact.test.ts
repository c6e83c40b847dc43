import fc from 'fast-check';
import { percentEncode } from './percent.ts';
import { redactor } from './redact.ts';

/** Text with what encoders, status lines and JSON treat in their own ways. */
const secret = fc.string({ unit: fc.oneof(fc.constantFrom("'", '(', '*', '!', '%', '+', ' ', '"', '\\', '/', '=', ';', 'é', '€', '😀'), fc.string({ minLength: 1, maxLength: 1 })), minLength: 5, maxLength: 30 })
  .filter((text) => text.trim().length >= 4 && !/[\r\n]/.test(text));

const forms: Record<string, (text: string) => string> = {
  'as it is': (text) => text,
  'percent-encoded': percentEncode,
  'encoded by a browser': encodeURIComponent,
  'encoded as a form': (text) => encodeURIComponent(text).replaceAll('%20', '+'),
  'in JSON': (text) => JSON.stringify(text).slice(1, -1),
  'as bytes of a status line': (text) => Buffer.from(text, 'utf8').toString('latin1'),
  'without blanks around': (text) => text.trim(),
};

test.each(Object.entries(forms))('a secret is blanked %s', (_name, form) => {
  fc.assert(
    fc.property(secret, secret, (token, password) => {
      const redact = redactor(token, { userid: 'a@pve', password });
      for (const word of [token, password]) expect(redact(`<<${form(word)}>>`)).toBe('<<[redacted]>>');
    }),
  );
});

test('what is no secret stays', () => {
  expect(redactor('very-secret', { userid: 'acme@pve', comment: 'hello', newid: 100 })('user acme@pve: hello 100')).toBe('user acme@pve: hello 100');
});

test.each(['password', 'cipassword', 'lock-token', 'encryption-key', 'key', 'client-secret', 'private-key'])('"%s" is one, also in a list', (name) => {
  const redact = redactor('very-secret', { [name]: ['hunter22', 'swordfish'] });
  expect(redact('a hunter22 b swordfish')).toBe('a [redacted] b [redacted]');
});

test('one that is the start of another leaves nothing of it', () => {
  expect(redactor('secret', { password: 'secret-and-more' })('secret-and-more')).toBe('[redacted]');
});
