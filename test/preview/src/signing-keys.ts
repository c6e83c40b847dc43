import { join } from 'node:path';
import { exportJWK, generateKeyPair, importJWK, type CryptoKey, type JWK } from 'jose';
import { readPrivateJson, writePrivateJson } from './private-file.ts';

interface StoredKey {
  kid: string;
  createdAt: string;
  jwk: JWK;
}

export interface SigningKeys {
  /** The key of this month, made when the month is new: Grafana rotates monthly and puts the month into the key's id. */
  current(): Promise<{ kid: string; key: CryptoKey }>;
  /** Public halves of all keys that may still have signed a living token. */
  jwks(): Promise<{ keys: JWK[] }>;
}

/** A month that the key signs, and the 30 days that Grafana keeps it afterwards. */
const keptMs = 61 * 24 * 3600 * 1000;

/** The private keys live in `<state>/signing-keys.json` (0600), so tokens and cached key sets survive a restart. */
export function openSigningKeys(state: string, now: () => Date = () => new Date()): SigningKeys {
  const file = join(state, 'signing-keys.json');
  let keys = (readPrivateJson(file) ?? []) as StoredKey[];
  let creating: Promise<StoredKey> | undefined;

  async function create(kid: string): Promise<StoredKey> {
    const { privateKey } = await generateKeyPair('ES256', { extractable: true });
    const stored = { kid, createdAt: now().toISOString(), jwk: await exportJWK(privateKey) };
    keys = [...keys.filter((key) => now().getTime() - Date.parse(key.createdAt) < keptMs), stored];
    writePrivateJson(file, keys);
    creating = undefined;
    return stored;
  }

  async function currentStored(): Promise<StoredKey> {
    const kid = `id-${now().toISOString().slice(0, 7)}-es256`;
    return keys.find((key) => key.kid === kid) ?? (creating ??= create(kid));
  }

  return {
    async current() {
      const { kid, jwk } = await currentStored();
      return { kid, key: (await importJWK(jwk, 'ES256')) as CryptoKey };
    },
    async jwks() {
      await currentStored();
      return { keys: keys.map(({ kid, jwk: { kty, crv, x, y } }) => ({ kty, crv, x, y, kid, use: 'sig', alg: 'ES256' }) as JWK) };
    },
  };
}
