import { hkdfSync } from 'node:crypto';
import { errors, jwtVerify, SignJWT } from 'jose';

const algorithm = 'HS256';
/** What a token is good for: it opens nothing else, and no other token opens this. */
const audience = 'vigie network-choice';

/** What a token says of the order that it is for. */
export type TokenVerdict = { kind: 'good' | 'expired'; orderId: string } | { kind: 'wrong' };

/** Signs and checks the tokens in the links of mails: whoever has one may choose the network of one order, until it expires. */
export interface LinkTokens {
  sign(orderId: string, expires: Date): Promise<string>;
  check(token: string): Promise<TokenVerdict>;
}

/** `encryptionKey` is the daemon's key for secrets at rest; the key for tokens is derived from it, so that neither tells the other. */
export function linkTokens(encryptionKey: Buffer): LinkTokens {
  const key = new Uint8Array(hkdfSync('sha256', encryptionKey, '', audience, 32));
  return {
    sign: (orderId, expires) =>
      new SignJWT()
        .setProtectedHeader({ alg: algorithm })
        .setSubject(orderId)
        .setAudience(audience)
        .setExpirationTime(expires)
        .sign(key),
    async check(token) {
      try {
        const { payload } = await jwtVerify(token, key, { algorithms: [algorithm], audience, requiredClaims: ['sub', 'exp'] });
        return verdict('good', payload.sub);
      } catch (error) {
        // The signature was right: jose looks at the time last.
        if (error instanceof errors.JWTExpired) return verdict('expired', error.payload.sub);
        if (error instanceof errors.JOSEError) return { kind: 'wrong' };
        throw error;
      }
    },
  };
}

const verdict = (kind: 'good' | 'expired', orderId: string | undefined): TokenVerdict =>
  orderId === undefined ? { kind: 'wrong' } : { kind, orderId };
