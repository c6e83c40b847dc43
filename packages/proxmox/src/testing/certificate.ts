import { X509Certificate } from 'node:crypto';
import { generate } from 'selfsigned';

export interface Certificate {
  key: string;
  pem: string;
  fingerprint: string;
}

/** A self-signed certificate for 127.0.0.1, of which it is its own authority. */
export async function makeCertificate(validity: { from?: Date; to?: Date } = {}): Promise<Certificate> {
  const made = await generate([{ name: 'commonName', value: 'pve1' }], {
    keyType: 'ec',
    algorithm: 'sha256',
    ...(validity.from && { notBeforeDate: validity.from }),
    ...(validity.to && { notAfterDate: validity.to }),
    extensions: [
      { name: 'basicConstraints', cA: true },
      { name: 'subjectAltName', altNames: [{ type: 7, ip: '127.0.0.1' }] },
    ],
  });
  return { key: made.private, pem: made.cert, fingerprint: new X509Certificate(made.cert).fingerprint256 };
}
