import { createHash } from 'node:crypto';

/** The file that is written before each backup, with its time. */
export const canaryPath = '/var/lib/vigie/canary.json';

export const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

/** Which machine a canary was written for, and when; null when the file is not one. */
export function readCanary(bytes: Buffer): { vm: string; at: Date } | null {
  try {
    const { vm, at } = JSON.parse(bytes.toString('utf8')) as { vm?: unknown; at?: unknown };
    const time = new Date(String(at));
    return typeof vm === 'string' && typeof at === 'string' && !Number.isNaN(time.getTime()) ? { vm, at: time } : null;
  } catch {
    return null;
  }
}
