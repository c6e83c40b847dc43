import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

const algorithm = 'aes-256-gcm';
const version = 1;
const nonceLength = 12;
const tagLength = 16;

/**
 * Seals short texts with AES-256-GCM. The name under which a text is stored is authenticated with it,
 * so that a sealed value moved to another row does not open there.
 */
export class Cipher {
  readonly #key: Buffer;

  /** `key` is 32 bytes. */
  constructor(key: Buffer) {
    if (key.length !== 32) throw new Error(`the encryption key has ${key.length} bytes, it needs 32 (in base64)`);
    this.#key = key;
  }

  /** Version byte, nonce, tag, ciphertext. */
  seal(text: string, name: string): Buffer {
    const nonce = randomBytes(nonceLength);
    const cipher = createCipheriv(algorithm, this.#key, nonce).setAAD(Buffer.from(name, 'utf8'));
    const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
    return Buffer.concat([Buffer.of(version), nonce, cipher.getAuthTag(), sealed]);
  }

  /** Throws when the value was changed, stored under another name or sealed with another key. */
  open(sealed: Buffer, name: string): string {
    if (sealed[0] !== version) throw new Error(`a secret has the unknown format ${sealed[0]}`);
    const body = 1 + nonceLength + tagLength;
    const decipher = createDecipheriv(algorithm, this.#key, sealed.subarray(1, 1 + nonceLength))
      .setAAD(Buffer.from(name, 'utf8'))
      .setAuthTag(sealed.subarray(1 + nonceLength, body));
    return decipher.update(sealed.subarray(body), undefined, 'utf8') + decipher.final('utf8');
  }
}
