import express, { type Request, type RequestHandler, type Response } from 'express';
import { ProblemError } from '../problem-error.ts';

/** Reads the JSON body of a request. */
export type BodyReader = (request: Request, response: Response) => Promise<unknown>;

/**
 * Reads bodies of at most `limitKiB`. Compressed bodies are refused, because a small one can unpack to a big one.
 * Throws the ProblemErrors `unsupported-media-type`, `body-too-large`, `invalid-json`, and `invalid-request` for a key `__proto__`.
 */
export function bodyReader(limitKiB: number): BodyReader {
  const readText = express.text({ type: () => true, limit: limitKiB * 1024, inflate: false });
  return async (request, response) => {
    const mediaType = request.get('content-type')?.split(';')[0]?.trim().toLowerCase();
    if (mediaType !== 'application/json') {
      throw new ProblemError('unsupported-media-type', 'Send the body as JSON, with the header Content-Type: application/json.');
    }
    await run(readText, request, response).catch((error: unknown) => {
      throw readError(error, limitKiB);
    });
    return parse(typeof request.body === 'string' ? request.body : '');
  };
}

function run(handler: RequestHandler, request: Request, response: Response): Promise<void> {
  return new Promise((resolve, reject) => {
    void handler(request, response, (error?: unknown) => {
      if (error === undefined) resolve();
      else reject(error as Error);
    });
  });
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text, refusePrototype) as unknown;
  } catch (error) {
    if (error instanceof ProblemError) throw error;
    throw new ProblemError('invalid-json', 'The body cannot be read as JSON. Nothing was done.');
  }
}

function refusePrototype(key: string, value: unknown): unknown {
  if (key !== '__proto__') return value;
  throw new ProblemError('invalid-request', 'The request has a mistake: the key __proto__ is not allowed.', [
    { path: '__proto__', message: 'unknown key' },
  ]);
}

/** What the reader reports, by its documented `type`. Anything else (an aborted request) is a body that cannot be read. */
function readError(error: unknown, limitKiB: number): ProblemError {
  const type = error instanceof Error && 'type' in error ? error.type : undefined;
  if (type === 'entity.too.large') return new ProblemError('body-too-large', `The body has more than ${limitKiB} KiB.`);
  if (type === 'encoding.unsupported' || type === 'charset.unsupported') {
    return new ProblemError('unsupported-media-type', 'Send the body as UTF-8 and not compressed.');
  }
  return new ProblemError('invalid-json', 'The body did not arrive whole. Nothing was done.');
}
