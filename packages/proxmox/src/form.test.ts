import fc from 'fast-check';
import { encodeForm } from './form.ts';

test.each([
  ['null', null],
  ['an object', { a: 1 }],
  ['NaN', Number.NaN],
  ['null in an array', ['a', null]],
  ['an array in an array', [['a']]],
])('%s is refused by name', (_, value) => {
  expect(() => encodeForm({ net0: value })).toThrow('parameter net0 is');
});

test('booleans are 0 and 1, arrays repeat the key, undefined is left out', () => {
  expect(encodeForm({ a: true, b: false, c: [1, 'x'], d: undefined, e: [], f: 0 })).toBe('a=1&b=0&c=1&c=x&f=0');
});

test('any text comes through a strict form parser, and no raw character but the unreserved is left', () => {
  const pairs = fc.dictionary(fc.string({ minLength: 1, unit: 'grapheme' }), fc.string({ unit: 'grapheme' }));
  fc.assert(
    fc.property(pairs, (params) => {
      const form = encodeForm(params);
      expect(form).toMatch(/^[A-Za-z0-9._~%&=-]*$/);
      const parts = form === '' ? [] : form.split('&').map((part) => part.split('='));
      expect(parts.every((part) => part.length === 2)).toBe(true);
      expect(parts.map((part) => part.map(decodeURIComponent))).toEqual(Object.entries(params));
    }),
  );
});

test('half a surrogate pair does not break the call', () => {
  expect(encodeForm({ name: '\ud800' })).toBe('name=%EF%BF%BD');
});

/** Text made of what the form syntax itself uses, and of what else is known to be mangled on the way. */
const hostile = fc.string({ unit: fc.constantFrom(';', '=', '+', '&', '%', ' ', '%2B', '%', '#', '?', '\n', '\0', "'", '(', '*', 'a', 'ü', '€', '😀') });

test('every list of values comes through in its order, however hostile the text', () => {
  const scalar = fc.oneof(hostile, fc.integer(), fc.boolean());
  const params = fc.dictionary(hostile.filter((name) => name !== ''), fc.oneof(scalar, fc.array(scalar)));
  fc.assert(
    fc.property(params, (given) => {
      const sent = Object.entries(given).flatMap(([name, value]) =>
        (Array.isArray(value) ? value : [value]).map((one) => [name, typeof one === 'boolean' ? String(Number(one)) : String(one)]),
      );
      const form = encodeForm(given);
      expect([...new URLSearchParams(form)]).toEqual(sent);
      // Proxmox splits at a raw semicolon too, and drops what follows a second raw equals sign.
      expect(form).not.toMatch(/[;+\s]|=[^&]*=/);
    }),
  );
});
