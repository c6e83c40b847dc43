import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, randomUUID, type KeyObject } from 'node:crypto';
import { existsSync, linkSync, mkdirSync, readFileSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { LoadedConfig } from '@vigie/config/load';
import { readSecret } from '@vigie/config/secret';

/** The key that signs evidence. `publicKey` is SPKI in PEM. */
export interface SigningKey {
  readonly privateKey: KeyObject;
  readonly publicKey: string;
  readonly keyId: string;
}

/** From the configuration, or a file made once in the state folder (keys/evidence-ed25519.pem, mode 0600). Throws when it is no ed25519 key. */
export function signingKey({ config, baseDir }: LoadedConfig, home: string): SigningKey {
  const ref = config.resilience.evidenceKey;
  if (ref) return parsed(readSecret(ref, baseDir), 'the secret of resilience.evidenceKey');
  const file = keyFile(join(home, 'keys'));
  return parsed(readFileSync(file, 'utf8'), file);
}

/** The id of a public key: the SHA-256 of its DER form, in hexadecimal. */
export function keyIdOf(publicKey: KeyObject): string {
  return createHash('sha256').update(publicKey.export({ type: 'spki', format: 'der' })).digest('hex');
}

/** A key that were half written, or replaced by another process's, would orphan every document signed with it: it appears whole or not at all. */
function keyFile(folder: string): string {
  const file = join(folder, 'evidence-ed25519.pem');
  if (existsSync(file)) return file;
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const draft = join(folder, `.${randomUUID()}`);
  const { privateKey } = generateKeyPairSync('ed25519');
  writeFileSync(draft, privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600, flag: 'wx', flush: true });
  try {
    linkSync(draft, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    unlinkSync(draft);
  }
  return file;
}

function parsed(pem: string, source: string): SigningKey {
  const privateKey = ed25519(pem);
  // OpenSSL's own message may quote what it read.
  if (!privateKey) throw new Error(`${source} is not an ed25519 private key in PEM (openssl genpkey -algorithm ed25519)`);
  const publicKey = createPublicKey(privateKey);
  return { privateKey, publicKey: publicKey.export({ type: 'spki', format: 'pem' }).toString(), keyId: keyIdOf(publicKey) };
}

function ed25519(pem: string): KeyObject | null {
  try {
    const key = createPrivateKey(pem);
    return key.asymmetricKeyType === 'ed25519' ? key : null;
  } catch {
    return null;
  }
}
