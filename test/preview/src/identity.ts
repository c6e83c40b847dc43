import type { NextFunction, Request, Response } from 'express';
import { readCookie, sessionCookie } from './cookies.ts';
import { findUser, type DemoUser } from './demo-users.ts';
import type { Sessions } from './sessions.ts';

/** The header lets scripts choose a demo user; it wins over the cookie, and a name that is not one is nobody. */
export function identify(request: Request, sessions: Sessions): DemoUser | undefined {
  const login = request.get('x-preview-user');
  if (login !== undefined) return findUser(login);
  const session = readCookie(request, sessionCookie);
  return session === undefined ? undefined : findUser(sessions.find(session));
}

/** The user that `apiIdentity` or `pageIdentity` found. */
export function signedInUser(response: Response): DemoUser {
  return response.locals.user as DemoUser;
}

/** For `/api`: nobody is 401 in Grafana's words. */
export function apiIdentity(sessions: Sessions) {
  return (request: Request, response: Response, next: NextFunction): void => {
    const user = identify(request, sessions);
    response.locals.user = user;
    if (user) next();
    else response.status(401).json({ message: 'Unauthorized', messageId: 'auth.unauthorized', statusCode: 401, traceID: '' });
  };
}

/** For pages: nobody goes to the sign-in page and comes back to the page afterwards. */
export function pageIdentity(sessions: Sessions) {
  return (request: Request, response: Response, next: NextFunction): void => {
    const user = identify(request, sessions);
    response.locals.user = user;
    if (user) next();
    else response.redirect(`/login?redirectTo=${encodeURIComponent(request.originalUrl)}`);
  };
}
