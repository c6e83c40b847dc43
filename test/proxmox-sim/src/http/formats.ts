import { propertyFormat } from '../facts/facts.ts';
import { splitList } from './call.ts';
import { addressFormats } from './formats/addresses.ts';
import type { Check } from './formats/check.ts';
import { firewallFormats } from './formats/firewall.ts';
import { freeText } from './formats/free-text.ts';
import { guestFormats } from './formats/guest.ts';
import { idFormats } from './formats/ids.ts';
import { propertyRules } from './formats/property-rules.ts';
import { unspelledFormats } from './formats/property-strings.ts';
import { scheduleFormats } from './formats/schedule.ts';
import { storageFormats } from './formats/storage.ts';
import { checkPropertyString } from './property-format.ts';

/** The named formats of single values. */
const checks: Record<string, Check> = {
  ...idFormats,
  ...addressFormats,
  ...firewallFormats,
  ...guestFormats,
  ...storageFormats,
  ...scheduleFormats,
};

/** Null when good, else Proxmox's text without its trailing newline. `$name` in it stands for the parameter. Throws on a format that nobody has decided on. */
export function checkFormat(format: string, value: string): string | null {
  const properties = propertyFormat(format) ?? unspelledFormats[format];
  if (properties !== undefined) return checkPropertyString(properties, value, checkFormat, propertyRules[format]);
  const check = checks[format];
  if (check !== undefined) return check(value);
  const [, base = '', many = ''] = /^(.+)-(list|opt)$/.exec(format) ?? [];
  const one = checks[base];
  if (one !== undefined && many === 'opt') return value === '' ? null : one(value);
  if (one !== undefined) return splitList(value).map(one).find((problem) => problem !== null) ?? null;
  if (freeText[format] !== undefined || freeText[base] !== undefined) return null;
  throw new Error(`format ${format} is neither checked nor free text`);
}
