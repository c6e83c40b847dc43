import fc from 'fast-check';
import { encodeForm } from '../../../../packages/proxmox/src/form.ts';
import { decodeForm } from './form.ts';

test.each([
  ['a raw semicolon splits', 'a=1;b=2', { a: '1', b: '2' }],
  ['a raw equals sign truncates', 'boot=order=scsi0', { boot: 'order' }],
  ['a raw plus is a blank', 'size=+10G', { size: ' 10G' }],
  ['what is encoded arrives', 'boot=order%3Dscsi0%3Bnet0&size=%2B10G', { boot: 'order=scsi0;net0', size: '+10G' }],
  ['a repeated field is a list', 'r=1&r=2&r=3', { r: ['1', '2', '3'] }],
])('%s', (_, text, decoded) => {
  expect(decodeForm(text)).toEqual(decoded);
});

test('what the product encodes arrives as it was', () => {
  const text = fc.string({ unit: fc.constantFrom(';', '=', '+', '&', '%', ' ', '%2B', '\n', 'a', 'ü', '😀') });
  const params = fc.dictionary(text.filter((name) => name !== ''), fc.oneof(text, fc.array(text, { minLength: 2 })));
  fc.assert(fc.property(params, (given) => expect({ ...decodeForm(encodeForm(given)) }).toEqual({ ...given })));
});
