import fc from 'fast-check';
import { formatPropertyString, parsePropertyString } from './property-string.ts';

test.each(['a=1,bare', 'a=1,a=2', '=1'])('%s cannot be read', (text) => {
  expect(() => parsePropertyString(text)).toThrow(TypeError);
});

test.each([
  ['a comma', { bridge: 'vmbr0,firewall=0' }],
  ['a line break', { bridge: 'vmbr0\nnet1: x' }],
])('%s cannot be smuggled in', (_, properties) => {
  expect(() => formatPropertyString(properties)).toThrow('"bridge" cannot hold');
});

test('a key cannot smuggle in a value', () => {
  expect(() => formatPropertyString({ 'a=1,b': 'x' })).toThrow('cannot be a key');
});

test('a network card', () => {
  const text = 'virtio=BC:24:11:B3:BA:BC,bridge=vmbr0,firewall=1';
  expect(parsePropertyString(text)).toEqual({ virtio: 'BC:24:11:B3:BA:BC', bridge: 'vmbr0', firewall: '1' });
  expect(formatPropertyString({ virtio: 'BC:24:11:B3:BA:BC', bridge: 'vmbr0', firewall: true, tag: undefined })).toBe(text);
});

test('a first part without a key belongs to the default key; only the first = separates', () => {
  expect(parsePropertyString('local:9000/disk.qcow2,size=10G', 'file')).toEqual({ file: 'local:9000/disk.qcow2', size: '10G' });
  expect(parsePropertyString('1', 'enabled')).toEqual({ enabled: '1' });
  expect(parsePropertyString('base64=dXVpZA==')).toEqual({ base64: 'dXVpZA==' });
});

test('what was written is read back', () => {
  const key = fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9_-]{0,9}$/);
  const value = fc.string().filter((text) => !/[,\r\n\0]/.test(text));
  fc.assert(
    fc.property(fc.dictionary(key, value), (properties) => {
      expect(parsePropertyString(formatPropertyString(properties))).toEqual({ ...properties });
    }),
  );
});

test('a hostile text is read or refused with a TypeError, nothing else', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      try {
        parsePropertyString(text);
      } catch (error) {
        expect(error).toBeInstanceOf(TypeError);
      }
    }),
  );
});
