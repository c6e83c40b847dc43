const keyType = 'ssh-ed25519';

/**
 * Makes an Ed25519 pair in the browser: an OpenSSH public key line, and the private key as `ssh` reads it (openssh-key-v1, no passphrase).
 * Rejects where WebCrypto has no Ed25519 or the page has no TLS.
 */
export async function generateSshKey(comment: string): Promise<{ publicKey: string; privateKey: string }> {
  const pair = (await crypto.subtle.generateKey('Ed25519', true, ['sign', 'verify'])) as CryptoKeyPair;
  const publicBytes = new Uint8Array(await crypto.subtle.exportKey('raw', pair.publicKey));
  // The seed is the end of the PKCS #8 document (RFC 8410).
  const seed = new Uint8Array(await crypto.subtle.exportKey('pkcs8', pair.privateKey)).slice(-32);
  const publicBlob = concat(string(keyType), string(publicBytes));
  return {
    publicKey: `${keyType} ${base64(publicBlob)} ${comment}`,
    privateKey: armour(privateDocument(publicBlob, publicBytes, seed, comment)),
  };
}

/** OpenSSH's PROTOCOL.key: magic, cipher none, one public key, one private section padded to 8 bytes. */
function privateDocument(publicBlob: Uint8Array, publicBytes: Uint8Array, seed: Uint8Array, comment: string): Uint8Array {
  const check = crypto.getRandomValues(new Uint8Array(4));
  const section = concat(check, check, string(keyType), string(publicBytes), string(concat(seed, publicBytes)), string(comment));
  const padding = Uint8Array.from({ length: (8 - (section.length % 8)) % 8 }, (_, index) => index + 1);
  return concat(
    new TextEncoder().encode('openssh-key-v1\0'),
    string('none'),
    string('none'),
    string(''),
    uint32(1),
    string(publicBlob),
    string(concat(section, padding)),
  );
}

function armour(bytes: Uint8Array): string {
  const lines = base64(bytes).match(/.{1,70}/g) ?? [];
  return ['-----BEGIN OPENSSH PRIVATE KEY-----', ...lines, '-----END OPENSSH PRIVATE KEY-----', ''].join('\n');
}

function string(value: string | Uint8Array): Uint8Array {
  const bytes = typeof value === 'string' ? new TextEncoder().encode(value) : value;
  return concat(uint32(bytes.length), bytes);
}

function uint32(value: number): Uint8Array {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, value);
  return bytes;
}

function concat(...parts: Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    whole.set(part, offset);
    offset += part.length;
  }
  return whole;
}

function base64(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes));
}
