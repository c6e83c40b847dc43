import { percentEncode } from './percent.ts';

/**
 * Parameters as a form or query string: booleans as 0/1, arrays as repeated keys, undefined left out.
 * Throws a TypeError, before anything is sent, on what Proxmox would store as something else.
 */
export function encodeForm(params: Record<string, unknown>): string {
  return Object.entries(params)
    .flatMap(([name, value]) => (Array.isArray(value) ? value : [value]).map((one: unknown) => [name, one] as const))
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${percentEncode(name)}=${percentEncode(plain(name, value))}`)
    .join('&');
}

function plain(name: string, value: unknown): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'boolean') return value ? '1' : '0';
  if (typeof value === 'number' && Number.isFinite(value)) return String(value);
  if (value === null) throw new TypeError(`parameter ${name} is null: Proxmox would store a blank; name it in "delete" instead`);
  throw new TypeError(`parameter ${name} is a ${typeof value}: only text, finite numbers, booleans and arrays of them can be sent`);
}
