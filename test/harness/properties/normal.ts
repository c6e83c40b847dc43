/** What differs from run to run by its nature: moments, random names and keys. In this order. */
const varying: readonly [RegExp, string][] = [
  [/\d{4}-\d\d-\d\d[T_ ]\d\d[:_]\d\d[:_]\d\d(\.\d+)?Z?/g, 'MOMENT'],
  [/([0-9A-F]{2}:){5}[0-9A-F]{2}/gi, 'MAC'],
  [/[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}/gi, 'UUID'],
  [/\$[56]\$[\w./$]+/g, 'HASH'],
  [/(ssh-\w+(?:%20| ))[\w+/=%]+/g, '$1KEY'],
  [/\b(bak|rst|vop|vm|net)_[0-9a-z]{16}\b/g, '$1_ID'],
  [/UPID:[^ ]+:/g, 'UPID'],
  [/\b[0-9a-f]{32,}\b/gi, 'HEX'],
  [/\b1[6-9]\d{8}\b/g, 'SECONDS'],
];

/** Numbers that are counted up by whatever happens. */
const counted = new Set(['pid', 'agentFrom', 'startedAt', 'time', 'mtime', 'snaptime', 'serial', 'size', 'stored', 'digest']);

/** Written into a machine before a backup, as far as the machine allows it. */
const canary = '/var/lib/vigie/canary.json';

/** The same for all runs that came to the same. Object keys are sorted. */
export function normal(value: unknown, key = ''): unknown {
  if (value instanceof Date) return 'MOMENT';
  if (Buffer.isBuffer(value)) return 'BYTES';
  if (Array.isArray(value)) return value.map((item) => normal(item));
  if (typeof value === 'object' && value !== null) {
    const kept = Object.entries(value).filter(([name]) => name !== canary);
    const entries = kept.map(([name, item]) => [String(normal(name)), normal(item, name)] as const);
    return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
  }
  if (typeof value === 'number') return counted.has(key) || value > 1_600_000_000 ? 'COUNT' : value;
  if (typeof value !== 'string') return value;
  if (key === 'passwordHash' || key === 'made_ssh_key') return 'SECRET';
  return varying.reduce((text, [pattern, name]) => text.replace(pattern, name), value);
}
