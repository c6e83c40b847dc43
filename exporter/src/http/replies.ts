import type { Response } from 'express';

/** Says in one line what is wrong; never more than the caller may know. */
export function refuse(response: Response, status: number, text: string): void {
  response.status(status).type('text/plain').send(`${text}\n`);
}

/** The same answer for a wrong token, none, and a tenant that does not exist. */
export function refuseToken(response: Response): void {
  response.set('WWW-Authenticate', 'Bearer realm="vigie"');
  refuse(response, 401, 'Unauthorized');
}

export function refuseForNow(response: Response, waitMs: number): void {
  response.set('Retry-After', String(Math.max(1, Math.ceil(waitMs / 1000))));
  refuse(response, 429, 'Too many requests');
}
