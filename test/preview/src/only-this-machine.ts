import type { NextFunction, Request, Response } from 'express';

const names = new Set(['127.0.0.1', 'localhost', '[::1]']);

/**
 * Refuses other host names: with one that an attacker points at 127.0.0.1, a page on the web could choose a demo user
 * by header and act as them.
 */
export function onlyThisMachine(request: Request, response: Response, next: NextFunction): void {
  const host = (request.headers.host ?? '').replace(/:\d+$/, '').toLowerCase();
  if (names.has(host)) next();
  else response.status(421).type('text').send('This preview answers to 127.0.0.1 and localhost only.');
}
