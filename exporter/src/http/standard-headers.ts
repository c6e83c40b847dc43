import type { RequestHandler } from 'express';
import { landingStyleHash } from '../landing-page.ts';

const standard: Readonly<Record<string, string>> = {
  'Cache-Control': 'no-store',
  'Content-Security-Policy': `default-src 'none'; style-src '${landingStyleHash}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
};

/** The headers of every answer. What the web configuration sets comes before ours; an empty text there removes a header. */
export function standardHeaders(configured: () => Readonly<Record<string, string>>): RequestHandler {
  return (_request, response, next) => {
    for (const [name, value] of Object.entries({ ...standard, ...configured() })) if (value !== '') response.set(name, value);
    next();
  };
}
