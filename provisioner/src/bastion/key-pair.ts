import ssh2 from 'ssh2';

/** A new ed25519 private key in OpenSSH's format, without a passphrase. */
export const newPrivateKey = (): string => ssh2.utils.generateKeyPairSync('ed25519').private;

/** `ssh-ed25519 AAAA...` of a private key. */
export function publicKeyOf(privateKey: string): string {
  const key = ssh2.utils.parseKey(privateKey);
  if (key instanceof Error) throw key;
  return `${key.type} ${key.getPublicSSH().toString('base64')}`;
}
