import { constants } from 'node:crypto';
import type { SecureContextOptions, TLSSocket } from 'node:tls';
import type { WebTls } from '@vigie/config/web-config';

/** As in Go, the cipher suites of TLS 1.3 are not chosen but always on. */
const tls13Suites = ['TLS_AES_128_GCM_SHA256', 'TLS_AES_256_GCM_SHA384', 'TLS_CHACHA20_POLY1305_SHA256'];

/** The settings of a web configuration in the words of Node.js. */
export function secureContext({ cert, key, clientCa, minVersion, maxVersion, ciphers, honorCipherOrder, curves }: WebTls): SecureContextOptions {
  return {
    cert,
    key,
    minVersion,
    maxVersion,
    honorCipherOrder,
    ...(clientCa !== null && { ca: clientCa }),
    ...(ciphers.length > 0 && { ciphers: [...new Set([...tls13Suites, ...ciphers])].join(':') }),
    ...(curves.length > 0 && { ecdhCurve: curves.join(':') }),
    // A session that goes on would bring a certificate along that was looked at under other settings.
    secureOptions: constants.SSL_OP_NO_TICKET,
  };
}

/** Whether the client shows the certificate that the settings ask for. OpenSSL has verified it against the CA, if there is one. */
export function admitsClient({ clientAuth, allowedSans }: WebTls, socket: Pick<TLSSocket, 'authorized' | 'getPeerX509Certificate'>): boolean {
  if (clientAuth === 'NoClientCert' || clientAuth === 'RequestClientCert') return true;
  const certificate = socket.getPeerX509Certificate();
  if (certificate === undefined) return clientAuth === 'VerifyClientCertIfGiven';
  if (clientAuth !== 'RequireAnyClientCert' && !socket.authorized) return false;
  return allowedSans.length === 0 || sansOf(certificate.subjectAltName).some((san) => allowedSans.includes(san));
}

/** Node.js quotes a name that has a comma in it, so that none can pose as two; a quoted one is in nobody's list. */
function sansOf(text: string | undefined): string[] {
  return (text ?? '').split(', ').map((entry) => entry.replace(/^(DNS|IP Address|email|URI):/, ''));
}
