import express, { type Router } from 'express';
import { cookieOptions, readCookie, sessionCookie } from './cookies.ts';
import { findUser } from './demo-users.ts';
import { readPluginJson } from './plugin-folder.ts';
import { localPath, preferences } from './preferences.ts';
import { pluginId, type Preview } from './preview.ts';
import { signInPage } from './sign-in-page.ts';

/** Signing in and out; Grafana's addresses for both. */
export function signIn(preview: Preview): Router {
  const router = express.Router();

  router.get('/login', (request, response) => {
    const { language, chosenTheme } = preferences(request);
    const redirectTo = localPath(request.query.redirectTo);
    const logo = `/public/plugins/${pluginId}/${readPluginJson(preview.pluginFolder).info.logos.small}`;
    response.send(signInPage({ language, theme: chosenTheme, redirectTo, logo }));
  });

  router.post('/login', express.urlencoded({ extended: false, limit: '4kb' }), (request, response) => {
    const { user: login, redirectTo } = (request.body ?? {}) as Record<string, unknown>;
    const user = findUser(typeof login === 'string' ? login : undefined);
    if (!user) {
      response.status(401).type('text').send('There is no such demo user.');
      return;
    }
    response.cookie(sessionCookie, preview.sessions.start(user.login), cookieOptions);
    response.redirect(303, localPath(redirectTo));
  });

  router.get('/logout', (request, response) => {
    const session = readCookie(request, sessionCookie);
    if (session) preview.sessions.end(session);
    response.clearCookie(sessionCookie, cookieOptions);
    response.redirect('/login');
  });
  return router;
}
