import { Agent, type AgentOptions } from 'node:https';
import { isIP } from 'node:net';
import type { Duplex } from 'node:stream';
import { connect, type TLSSocket } from 'node:tls';
import type { ProductWords } from './product.ts';
import { connectTrouble, pinTrouble } from './trust.ts';

/** One address of an API. `ca` is PEM text; with neither `fingerprint` nor `ca` the public authorities decide. */
export interface ApiEndpoint {
  url: string;
  fingerprint?: string;
  ca?: string;
}

export interface AgentTimes {
  /** TCP and TLS together. */
  connectMs: number;
  /** How long an unused connection is kept. */
  idleMs: number;
}

/**
 * A keep-alive agent that hands a connection to a request only after the server's certificate was accepted, so nothing of a
 * request, its token above all, can reach the wrong server, and every failure up to then is known to be "not sent".
 */
export function createAgent(endpoint: ApiEndpoint, times: AgentTimes, words: ProductWords): Agent {
  return new TrustAgent(endpoint, times, words);
}

class TrustAgent extends Agent {
  readonly #endpoint: ApiEndpoint;
  readonly #connectMs: number;
  readonly #words: ProductWords;
  readonly #connecting = new Set<TLSSocket>();

  constructor(endpoint: ApiEndpoint, times: AgentTimes, words: ProductWords) {
    // An agent's `timeout` closes a connection only while nobody uses it.
    super({ keepAlive: true, timeout: times.idleMs, scheduling: 'lifo' });
    this.#endpoint = endpoint;
    this.#connectMs = times.connectMs;
    this.#words = words;
  }

  override createConnection(_options: AgentOptions, done: (error: Error | null, socket: Duplex) => void): undefined {
    const { hostname, host, port } = new URL(this.#endpoint.url);
    const name = hostname.replace(/^\[|\]$/g, '');
    const { fingerprint, ca } = this.#endpoint;
    const socket: TLSSocket = connect({
      host: name,
      port: Number(port || 443),
      minVersion: 'TLSv1.2',
      ...(isIP(name) === 0 && { servername: name }),
      ...(ca !== undefined && { ca }),
      // A pinned certificate is its own authority: OpenSSL's verdict about its chain does not matter.
      rejectUnauthorized: fingerprint === undefined,
    });
    this.#connecting.add(socket);
    const fail = (error: Error) => {
      socket.destroy();
      done(connectTrouble(error, host, this.#words), socket);
    };
    const closed = () => fail(Object.assign(new Error('closed'), { code: 'ECONNRESET' }));
    const slow = setTimeout(() => fail(Object.assign(new Error('slow'), { code: 'ETIMEDOUT' })), this.#connectMs);
    socket.once('error', fail).once('close', closed);
    const settled = () => {
      clearTimeout(slow);
      this.#connecting.delete(socket);
    };
    socket.once('close', settled).once('secureConnect', () => {
      settled();
      const trouble = fingerprint === undefined ? null : pinTrouble(socket, host, fingerprint, this.#words);
      socket.off('close', closed);
      if (trouble !== null) {
        socket.destroy();
        done(trouble, socket);
        return;
      }
      socket.off('error', fail);
      done(null, socket);
    });
  }

  override destroy(): void {
    super.destroy();
    // Connections that do not stand yet are not the base class's: they would keep the process alive.
    this.#connecting.forEach((socket) => socket.destroy());
  }
}
