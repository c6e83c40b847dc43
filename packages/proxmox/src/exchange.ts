import { request, type Agent } from 'node:https';
import type { IncomingMessage } from 'node:http';
import { ExchangeError } from './exchange-error.ts';
import { ReceivedBody } from './received-body.ts';

export interface Answer {
  status: number;
  statusText: string;
  body: string;
}

/** An answer whose body is still in pieces; `body` puts them together each time that it is read. */
export interface ReceivedAnswer extends Answer {
  pieces: readonly Buffer[];
  /** Says that the body is read: the memory of a long one is used again. */
  release(): void;
}

export interface Exchange {
  agent: Agent;
  url: URL;
  method: string;
  headers: Record<string, string>;
  body: string | null;
}

// The longest real answers are cluster/resources and whole task logs: a few MB.
const maxAnswerBytes = 32 * 1024 * 1024;

/** One request and its whole answer, whatever the status. Throws ExchangeError, which knows whether the request had left. */
export function exchange({ agent, url, method, headers, body }: Exchange, signal: AbortSignal): Promise<ReceivedAnswer> {
  return new Promise((resolve, reject) => {
    let sent = false;
    let response: IncomingMessage | null = null;
    const trouble = (error: Error) => {
      signal.removeEventListener('abort', abort);
      reject(exchangeTrouble(error, url.host, sent, response !== null));
    };
    const abort = () => {
      const reason = signal.reason as Error;
      trouble(reason);
      call.destroy();
    };
    const call = request(url, { agent, method, headers }, (answer) => {
      response = answer;
      collect(answer).then(
        (received) => {
          signal.removeEventListener('abort', abort);
          const { statusCode: status = 0, statusMessage: statusText = '' } = answer;
          const pieces = received.pieces();
          const release = () => received.release();
          resolve({ status, statusText, pieces, release, get body() { return Buffer.concat(pieces).toString('utf8'); } });
        },
        (error: Error) => {
          call.destroy();
          trouble(error);
        },
      );
    });
    // The agent gives out only connections that stand: from here on the request may have been read.
    call.once('socket', () => {
      sent = true;
    });
    call.on('error', trouble);
    signal.addEventListener('abort', abort, { once: true });
    if (signal.aborted) abort();
    else call.end(body ?? undefined);
  });
}

async function collect(answer: IncomingMessage): Promise<ReceivedBody> {
  const body = new ReceivedBody();
  for await (const piece of answer as AsyncIterable<Buffer>) {
    body.add(piece);
    if (body.size > maxAnswerBytes) {
      throw new ExchangeError('other', `the answer is longer than ${maxAnswerBytes / 2 ** 20} MiB`, { sent: true });
    }
  }
  return body;
}

function exchangeTrouble(error: Error & { code?: string }, host: string, sent: boolean, answered: boolean): ExchangeError {
  if (error instanceof ExchangeError) {
    return error.sent === sent ? error : new ExchangeError(error.kind, error.message, { sent, reset: error.reset });
  }
  const code = error.code ?? error.name;
  if (code === 'ECONNRESET' || code === 'EPIPE') {
    const when = answered ? 'during the answer' : 'before the answer';
    return new ExchangeError('unreachable', `${host} cut the connection ${when}`, { sent, reset: true });
  }
  return new ExchangeError('other', `${host} gave no readable HTTP answer (${code})`, { sent });
}
