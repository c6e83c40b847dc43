import { createHash } from 'node:crypto';
import { PbsError } from './http/pbs-error.ts';

/** An answer from a configuration file: beside the data stands the digest of the file. */
export class Versioned {
  readonly data: unknown;
  readonly digest: string;

  constructor(data: unknown, file: unknown) {
    this.data = data;
    this.digest = digestOf(file);
  }
}

function digestOf(file: unknown): string {
  return createHash('sha256').update(JSON.stringify(file)).digest('hex');
}

/** A caller may name the digest that it has read: a file that somebody changed since stays as it is. */
export function requireUnchanged(digest: unknown, file: unknown): void {
  if (digest !== undefined && digest !== digestOf(file))
    throw new PbsError(400, 'detected modified configuration - file changed by other user? Try again.');
}
