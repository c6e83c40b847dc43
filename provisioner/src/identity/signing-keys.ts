import { createRemoteJWKSet, customFetch, errors, type JWTVerifyGetKey } from 'jose';

/** Grafana's signing keys cannot be read: nobody can be identified, which is our trouble and not the caller's. */
export class KeysUnavailableError extends Error {
  override readonly name = 'KeysUnavailableError';
}

// Grafana serves its keys with max-age 3600 and keeps an old key for 30 days, so an hour in memory is never too old.
const cacheMaxAge = 3_600_000;
/**
 * How long nobody asks again, in ms: `cooldown` after a success, when a key id is unknown (rotation);
 * `failure` after a failure, so that a flood of calls does not become a flood to Grafana.
 */
const usualPauses = { cooldown: 30_000, failure: 2_000 };
const timeoutDuration = 5_000;

/** Resolves the key of a token from the JWKS at `url`, cached. Throws KeysUnavailableError, or jose's error for a key that is not there. */
export function signingKeys(url: string, pauses = usualPauses): JWTVerifyGetKey {
  let pausedUntil = 0;
  const keys = createRemoteJWKSet(new URL(url), {
    cacheMaxAge,
    cooldownDuration: pauses.cooldown,
    timeoutDuration,
    [customFetch]: async (address, init) => {
      if (Date.now() < pausedUntil) throw new Error('the keys could not be read a moment ago');
      try {
        const response = await fetch(address, init);
        if (response.status !== 200) throw new Error(`HTTP ${response.status}`);
        return response;
      } catch (error) {
        pausedUntil = Date.now() + pauses.failure;
        throw error;
      }
    },
  });
  return async (header, token) => {
    try {
      return await keys(header, token);
    } catch (error) {
      if (isAboutTheToken(error)) throw error;
      throw new KeysUnavailableError(`${url} gives no signing keys`, { cause: error });
    }
  };
}

function isAboutTheToken(error: unknown): boolean {
  return (
    error instanceof errors.JWKSNoMatchingKey ||
    error instanceof errors.JWKSMultipleMatchingKeys ||
    error instanceof errors.JOSENotSupported
  );
}
