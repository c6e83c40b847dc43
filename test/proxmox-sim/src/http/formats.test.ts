import { endpointFact, propertyFormat } from '../facts/facts.ts';
import type { ParamFact } from '../facts/facts.ts';
import { endpoints } from '../registry.ts';
import { checkFormat } from './formats.ts';
import { freeText } from './formats/free-text.ts';
import { unspelledFormats } from './formats/property-strings.ts';
import { samples } from './formats/samples.ts';

/** Every named format of every parameter of every endpoint, keys of property strings included. */
function namedFormats(): Set<string> {
  const names = new Set<string>();
  const visit = ({ format, items }: ParamFact): void => {
    if (items !== undefined) visit(items);
    if (format === undefined || names.has(format)) return;
    names.add(format);
    Object.values(propertyFormat(format) ?? unspelledFormats[format] ?? {}).forEach(visit);
  };
  for (const { method, template } of endpoints) Object.values(endpointFact(method, template).params).forEach(visit);
  return names;
}

const base = (format: string): string => format.replace(/-(list|opt)$/, '');

test('an unknown format is not taken for a good one', () => {
  expect(() => checkFormat('nobody-knows', 'x')).toThrow('format nobody-knows is neither checked nor free text');
});

test('every named format of the facts is checked, or free text for a reason', () => {
  const undecided = [...namedFormats()].filter((format) => {
    try {
      checkFormat(format, 'x');
      return false;
    } catch {
      return true;
    }
  });
  expect(undecided).toEqual([]);
  expect(Object.values(freeText).every((reason) => reason.length > 10)).toBe(true);
});

test('every single-value format of the facts has samples, and nothing that has them is free text', () => {
  const single = [...namedFormats()].filter((format) => propertyFormat(format) === undefined && unspelledFormats[format] === undefined);
  expect(single.map(base).filter((format) => samples[format] === undefined && freeText[format] === undefined)).toEqual([]);
  expect(Object.keys(samples).filter((format) => freeText[format] !== undefined)).toEqual([]);
});

describe.each(Object.entries(samples))('%s', (format, { good, bad }) => {
  test.each(bad)('refuses %p', (value) => {
    expect(checkFormat(format, value)).toEqual(expect.any(String));
  });
  test.each(good)('takes %p', (value) => {
    expect(checkFormat(format, value)).toBeNull();
  });
});

test('one bad item of a list is told, an empty list is good', () => {
  expect(checkFormat('pve-vmid-list', '100,x')).toBe('value does not look like a valid VM ID');
  expect(checkFormat('pve-vmid-list', '100 101;102')).toBeNull();
  expect(checkFormat('pve-vmid-list', '')).toBeNull();
  expect(checkFormat('email-opt', '')).toBeNull();
});

test.each([
  ['pve-vm-cpu-conf', 'x86-64-v2-AES,flags=+aes', null],
  ['pve-vm-cpu-conf', 'hidden=1', 'CPU is missing cputype'],
  ['pve-vm-cpu-conf', 'Xeon', "Built-in cputype 'Xeon' is not defined (missing 'custom-' prefix?)"],
  ['pve-vm-cpu-conf', 'host,reported-model=EPYC', "Property 'reported-model' not allowed in VM-specific CPU config."],
  ['prune-backups', 'keep-last=3,keep-daily=7', null],
  ['prune-backups', 'keep-all=1,keep-last=3', 'keep-all cannot be set together with other options.'],
  ['prune-backups', 'keep-all=1,keep-last=0', null],
  ['prune-backups', '3', 'value without key, but schema does not define a default key'],
  ['pve-qm-ipconfig', 'gw=10.0.0.1', "format error\n$name.ip: missing property required by '$name.gw'"],
  ['pve-qm-ipconfig', 'ip=dhcp,ip=dhcp', 'duplicate key in comma-separated list property: ip'],
  ['pve-qm-boot', 'order=scsi0;net0', null],
  ['pve-qm-boot', 'order=', 'missing key in comma-separated list property'],
  ['pve-qm-ide', 'none,media=cdrom', null],
])('%s takes or refuses %p', (format, value, expected) => {
  expect(checkFormat(format, value)).toBe(expected);
});
