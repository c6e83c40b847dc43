import { isIP } from 'node:net';
import { connect } from 'node:tls';

const timeoutMs = 10_000;

/** When the certificate expires that a server shows, in seconds since 1970. Rejects when there is no TLS handshake. */
export function readCertificateExpiry({ hostname, port }: URL): Promise<number> {
  const host = hostname.replace(/^\[|\]$/g, '');
  return new Promise((resolve, reject) => {
    // Nothing is sent, so it need not be trusted; one that expired or changed is what is looked for.
    const socket = connect({ host, port: Number(port || 443), ...(isIP(host) === 0 && { servername: host }), rejectUnauthorized: false });
    const fail = (message: string) => {
      socket.destroy();
      reject(Object.assign(new Error(`${host}: ${message}`), { kind: 'unreachable' }));
    };
    socket.setTimeout(timeoutMs, () => fail(`no TLS handshake within ${timeoutMs / 1000} s`));
    socket.once('error', ({ message }) => fail(message));
    socket.once('secureConnect', () => {
      const expiry = Date.parse(socket.getPeerX509Certificate()?.validTo ?? '') / 1000;
      if (Number.isNaN(expiry)) fail('showed no certificate');
      else resolve(expiry);
      socket.destroy();
    });
  });
}
