import { z } from 'zod';
import { instant } from './primitives.ts';

/**
 * A document that proves who made it and that nobody changed it. `canonical` is the exact text that was signed (JSON with sorted keys,
 * UTF-8); `sha256` its hash in hexadecimal; `signature` ed25519 over its bytes, base64; `publicKey` SPKI in PEM;
 * `keyId` the SHA-256 of its DER form.
 * `html` is the same for printing. See docs/evidence.md for how to check it without Vigie.
 */
export const signedDocument = z
  .object({
    canonical: z.string(),
    sha256: z.string().regex(/^[0-9a-f]{64}$/),
    algorithm: z.literal('ed25519'),
    signature: z.string(),
    publicKey: z.string(),
    keyId: z.string(),
    signedAt: instant,
    html: z.string(),
  })
  .meta({ id: 'SignedDocument' });
export type SignedDocument = z.infer<typeof signedDocument>;
