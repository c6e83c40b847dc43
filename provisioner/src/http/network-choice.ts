import { networkChoice, type NetworkChoice } from '@vigie/contract/orders';
import { Router, type NextFunction, type Request } from 'express';
import { rateLimit, ipKeyGenerator } from 'express-rate-limit';
import { choicePath } from '../network-choice/choice-links.ts';
import { choicePage, pagePolicy, refusalPage } from '../network-choice/page.ts';
import { ProblemError } from '../problem-error.ts';
import type { LinkedChoice, Services } from '../services.ts';
import { withDeadline } from './deadline.ts';
import { languageOf } from './language.ts';
import type { ApiResponse } from './locals.ts';

const answerDeadlineMs = 10_000;
/** For each address. Behind a proxy all tenants share one, hence far more than people need; guessing tokens is hopeless at any speed. */
const requestsPerMinute = 300;

/**
 * The pages behind the links of mails: outside of the API and without a Grafana identity, the signed token in the path is the identity.
 * The path is never logged, and metrics have its template. Only POST chooses: mail scanners follow links.
 */
export function networkChoicePages({ networkLink }: Services): Router {
  const router = Router({ caseSensitive: true });
  router.use(choicePath, (_request, response: ApiResponse, next) => {
    response.locals.route = `${choicePath}/{token}/{choice}`;
    response.set('Content-Security-Policy', pagePolicy);
    next();
  });
  router.use(
    choicePath,
    rateLimit({
      windowMs: 60_000, limit: requestsPerMinute, standardHeaders: 'draft-8', legacyHeaders: false, identifier: 'network-choice',
      keyGenerator: (request) => ipKeyGenerator(request.ip ?? ''),
      handler: () => {
        throw new ProblemError('rate-limited', 'Too many requests.');
      },
    }),
  );
  router.get(`${choicePath}/:token/:choice`, (request: Request, response: ApiResponse) =>
    answer(request, response, (token) => networkLink.look(token), 'read'));
  router.post(`${choicePath}/:token/:choice`, (request: Request, response: ApiResponse) =>
    answer(request, response, (token, choice) => networkLink.choose(token, choice), 'choose'));
  router.all(`${choicePath}/:token/:choice`, (_request, response: ApiResponse) => {
    response.set('Allow', 'GET, HEAD, POST');
    throw new ProblemError('method-not-allowed', 'Use GET or POST here.');
  });
  router.use(choicePath, () => {
    throw new ProblemError('not-found', 'There is no such page.');
  });
  router.use(choicePath, refused);
  return router;
}

async function answer(
  request: Request,
  response: ApiResponse,
  act: (token: string, choice: NetworkChoice) => Promise<LinkedChoice | null>,
  kind: 'read' | 'choose',
): Promise<void> {
  const choice = networkChoice.safeParse(request.params.choice);
  const linked = choice.success ? await withDeadline(act(String(request.params.token), choice.data), answerDeadlineMs) : null;
  if (!linked || !choice.success) throw new ProblemError('not-found', 'There is no such page.');
  response.status(statusOf(linked, choice.data, kind)).type('html').send(choicePage(linked, choice.data));
}

/** Who chose and sees the page again is told so; a link that is used up otherwise or came too late is gone. */
function statusOf({ state, chosen }: LinkedChoice, asked: NetworkChoice, kind: 'read' | 'choose'): number {
  if (state === 'open' || chosen === asked) return 200;
  return state === 'chosen' && kind === 'choose' ? 409 : 410;
}

/** The router's error for a path that is no percent-encoding has the path in its text: it must not be logged. */
const asKnown = (error: unknown): ProblemError | null => {
  if (error instanceof URIError) return new ProblemError('not-found', 'There is no such page.');
  return error instanceof ProblemError ? error : null;
};

/** People look at these pages: what went wrong is told as a page too. */
// Express tells an error handler by its four parameters.
function refused(error: unknown, request: Request, response: ApiResponse, next: NextFunction): void {
  const known = asKnown(error);
  if (!known) response.locals.log.error({ err: error, route: response.locals.route }, 'a request failed');
  if (response.headersSent) {
    next(error);
    return;
  }
  const why = known?.code === 'rate-limited' ? 'tooMany' : known && known.status < 500 ? 'wrong' : 'broken';
  response.status(known?.status ?? 500).type('html').send(refusalPage(languageOf(request), why));
}
