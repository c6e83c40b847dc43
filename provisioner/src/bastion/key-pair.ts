import { createHash } from 'node:crypto';
import ssh2 from 'ssh2';

/**
 * A new ed25519 private key in OpenSSH's format, without a passphrase. ssh2 1.17.0 cuts leading zero bytes off the public half (its
 * lib/keygen.js), so that one pair in 256 is malformed: it is thrown away.
 */
export function newPrivateKey(): string {
  for (;;) {
    const { private: key } = ssh2.utils.generateKeyPairSync('ed25519');
    if (!(ssh2.utils.parseKey(key) instanceof Error)) return key;
  }
}

/** `ssh-ed25519 AAAA...` of a private key. */
export function publicKeyOf(privateKey: string): string {
  const key = ssh2.utils.parseKey(privateKey);
  if (key instanceof Error) throw key;
  return `${key.type} ${key.getPublicSSH().toString('base64')}`;
}

/** Of a public key line, as `ssh-keygen -l` prints it. */
export function keyFingerprint(publicKey: string): string {
  const blob = Buffer.from(publicKey.split(' ')[1] ?? '', 'base64');
  return `SHA256:${createHash('sha256').update(blob).digest('base64').replace(/=+$/, '')}`;
}
