import express, { type Express, type NextFunction, type Request, type Response } from 'express';
import { bootData } from './boot-data.ts';
import type { HostFiles } from './build-host.ts';
import { grafanaApi } from './grafana-api.ts';
import { hostPage } from './host-page.ts';
import { pageIdentity, signedInUser } from './identity.ts';
import { onlyThisMachine } from './only-this-machine.ts';
import { preferences, rememberPreferences } from './preferences.ts';
import type { Preview } from './preview.ts';
import { publicFiles } from './public-files.ts';
import { signIn } from './sign-in.ts';

/** The whole stand-in: public files, Grafana's API, signing in, and the host page behind every other address. */
export function previewApp(preview: Preview, hostFiles: HostFiles): Express {
  const app = express();
  app.disable('x-powered-by');
  app.use(onlyThisMachine);
  app.use((_request, response, next) => {
    response.set({ 'X-Content-Type-Options': 'nosniff', 'X-Frame-Options': 'deny', 'Referrer-Policy': 'same-origin' });
    next();
  });
  app.use('/public', publicFiles(preview));
  app.use('/api', grafanaApi(preview));
  app.get('/{*page}', rememberPreferences);
  app.use(signIn(preview));
  app.get('/{*page}', pageIdentity(preview.sessions), (request, response) => {
    const { theme, language } = preferences(request);
    const boot = bootData(preview, signedInUser(response), theme, language);
    response.set('Cache-Control', 'no-store').send(hostPage(boot, theme, language, hostFiles));
  });
  app.use((error: Error, request: Request, response: Response, next: NextFunction) => {
    if (response.headersSent) return next(error);
    const status = 'status' in error && typeof error.status === 'number' ? error.status : 500;
    process.stderr.write(`${request.method} ${request.path}: ${error.message}\n`);
    response.status(status).json({ message: status < 500 ? error.message : 'Internal Server Error', traceID: '' });
  });
  return app;
}
