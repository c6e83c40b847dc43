import { createHash, sign as signBytes } from 'node:crypto';
import type { SignedDocument } from '@vigie/contract/signed-document';
import { canonicalJson } from '../canonical-json.ts';
import type { SigningKey } from './signing-key.ts';

/** What a printed page tells of the signature. */
export type Proof = Pick<SignedDocument, 'sha256' | 'signature' | 'keyId'>;

/** Signs the canonical text of a document that says itself when it was signed; `html` makes the page for printing. */
export function sign<Document extends { signedAt: string }>(
  key: SigningKey,
  document: Document,
  html: (document: Document, proof: Proof) => string,
): SignedDocument {
  const canonical = canonicalJson(document);
  const proof: Proof = {
    sha256: createHash('sha256').update(canonical).digest('hex'),
    signature: signBytes(null, Buffer.from(canonical), key.privateKey).toString('base64'),
    keyId: key.keyId,
  };
  // The page shows the document as it reads back from its text, so that whoever verifies gets the very same page.
  const read = JSON.parse(canonical) as Document;
  return { canonical, ...proof, algorithm: 'ed25519', publicKey: key.publicKey, signedAt: document.signedAt, html: html(read, proof) };
}
