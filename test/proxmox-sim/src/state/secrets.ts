import { X509Certificate, randomBytes, randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { generate } from 'selfsigned';

export interface Certificate {
  key: string;
  cert: string;
  /** SHA-256 of the certificate, as Proxmox shows it. */
  fingerprint: string;
}

/** Reads the secret of a token, or makes one at the first start. */
export function tokenSecret(folder: string, name: string): { file: string; secret: string } {
  const tokens = join(folder, 'tokens');
  mkdirSync(tokens, { recursive: true, mode: 0o700 });
  const file = join(tokens, name);
  if (!existsSync(file)) writeFileSync(file, randomUUID(), { mode: 0o600 });
  return { file, secret: readFileSync(file, 'utf8').trim() };
}

/** Reads the key that signs tickets, or makes one at the first start: who is logged in stays so over a restart. */
export function ticketKey(folder: string): Buffer {
  const file = join(folder, 'ticket.key');
  if (!existsSync(file)) writeFileSync(file, randomBytes(32).toString('hex'), { mode: 0o600 });
  return Buffer.from(readFileSync(file, 'utf8').trim(), 'hex');
}

/** Reads a server's certificate, or makes one at the first start: clients pin it, so it must stay the same. */
export async function certificate(folder: string, name: 'pve' | 'pbs'): Promise<Certificate> {
  const keyFile = join(folder, `${name}.key`);
  const certFile = join(folder, `${name}.pem`);
  if (!existsSync(keyFile) || !existsSync(certFile)) {
    const made = await generate([{ name: 'commonName', value: 'localhost' }], {
      keySize: 2048,
      algorithm: 'sha256',
      notAfterDate: new Date(Date.now() + 3650 * 86_400_000),
      extensions: [
        { name: 'basicConstraints', cA: false },
        {
          name: 'subjectAltName',
          altNames: [
            { type: 2, value: 'localhost' },
            { type: 7, ip: '127.0.0.1' },
          ],
        },
      ],
    });
    writeFileSync(keyFile, made.private, { mode: 0o600 });
    writeFileSync(certFile, made.cert, { mode: 0o600 });
  }
  const cert = readFileSync(certFile, 'utf8');
  return { key: readFileSync(keyFile, 'utf8'), cert, fingerprint: new X509Certificate(cert).fingerprint256 };
}
