import type { TLSSocket } from 'node:tls';
import { ExchangeError } from './exchange-error.ts';
import type { ProductWords } from './product.ts';

const unsent = { sent: false };

/** Compares a server's certificate with the pinned SHA-256 fingerprint of its leaf; null when it may be trusted. */
export function pinTrouble(socket: TLSSocket, host: string, fingerprint: string, words: ProductWords): ExchangeError | null {
  const certificate = socket.getPeerX509Certificate();
  if (certificate === undefined) return new ExchangeError('certificate', `${host} showed no certificate`, unsent);
  if (plainHex(certificate.fingerprint256) !== plainHex(fingerprint)) {
    return new ExchangeError(
      'certificate',
      `the certificate of ${host} has the fingerprint ${certificate.fingerprint256}, but ${fingerprint} is configured: ` +
        `compare it with "${words.showCertificate}" on the ${words.machine} and correct "fingerprint" if the certificate was renewed; ` +
        `if it was not, something stands between Vigie and the ${words.machine}`,
      unsent,
    );
  }
  if (Date.parse(certificate.validTo) < Date.now()) return expired(host, certificate.validTo, words);
  return null;
}

function expired(host: string, validTo: string, { machine, renewCertificate }: ProductWords): ExchangeError {
  return new ExchangeError(
    'certificate',
    `the certificate of ${host} has expired (${validTo}): renew it on the ${machine} (${renewCertificate}) ` +
      'and configure its new fingerprint',
    unsent,
  );
}

const connectTexts: Record<string, string> = {
  ENOTFOUND: 'is not a name that DNS knows',
  EAI_AGAIN: 'could not be looked up: DNS does not answer',
  EHOSTUNREACH: 'cannot be reached: no route to the host',
  ENETUNREACH: 'cannot be reached: no route to its network',
  ETIMEDOUT: 'does not answer: connecting timed out',
  ECONNRESET: 'closed the connection during the TLS handshake',
};

/** Says what went wrong before the TLS session stood, and what to do about it. Nothing was sent. */
export function connectTrouble(error: Error & { code?: string }, host: string, words: ProductWords): ExchangeError {
  const code = error.code ?? '';
  const connect = code === 'ECONNREFUSED' ? `refuses connections: is ${words.daemon} running, and is the port right?` : connectTexts[code];
  if (connect !== undefined) return new ExchangeError('unreachable', `${host} ${connect}`, unsent);
  if (code === 'CERT_HAS_EXPIRED') return expired(host, 'its date of expiry has passed', words);
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID') {
    return new ExchangeError('certificate', `the certificate of ${host} is for another name: use a name or address that it lists`, unsent);
  }
  if (/CERT|SELF_SIGNED|UNABLE_TO_/.test(code)) {
    return new ExchangeError(
      'certificate',
      `the certificate of ${host} is not trusted (${code}): configure its "fingerprint" (see "${words.showCertificate}") or ${words.ca}`,
      unsent,
    );
  }
  if (/^(EPROTO|ERR_SSL)/.test(code)) {
    const usual = `${words.daemon} listens on ${words.port}`;
    return new ExchangeError('certificate', `${host} does not speak TLS: is that a plain HTTP port? ${usual}`, unsent);
  }
  return new ExchangeError('unreachable', `${host} cannot be reached (${code || error.name})`, unsent);
}

function plainHex(fingerprint: string): string {
  return fingerprint.replaceAll(':', '').toLowerCase();
}
