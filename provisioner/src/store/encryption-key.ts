import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { LoadedConfig } from '@vigie/config/load';
import { readSecret } from '@vigie/config/secret';

/** The 32 bytes that seal secrets at rest: from the configuration, or a key file made in the state folder (mode 0600). */
export function encryptionKey({ config, baseDir }: LoadedConfig, home: string): Buffer {
  const ref = config.provisioner.encryptionKey;
  return Buffer.from(ref ? readSecret(ref, baseDir) : keyFile(join(home, 'encryption.key')), 'base64');
}

function keyFile(file: string): string {
  if (!existsSync(file)) writeFileSync(file, `${randomBytes(32).toString('base64')}\n`, { mode: 0o600, flag: 'wx' });
  return readFileSync(file, 'utf8').trim();
}
