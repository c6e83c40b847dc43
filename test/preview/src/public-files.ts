import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import express, { type Router } from 'express';
import { packageFolder } from './build-host.ts';
import { pluginId, type Preview } from './preview.ts';

const here = dirname(fileURLToPath(import.meta.url));

/** Everything under `/public`: readable without signing in, as in Grafana. */
export function publicFiles(preview: Preview): Router {
  const files = express.Router();
  files.use(`/plugins/${pluginId}`, express.static(preview.pluginFolder, { index: false, cacheControl: false }));
  // The bundle's name changes with its content.
  files.use('/host', express.static(preview.hostFolder, { index: false, immutable: true, maxAge: '1y' }));
  files.use('/systemjs', express.static(join(packageFolder('systemjs'), 'dist'), { index: false }));
  files.use(
    '/build/img/icons',
    express.static(join(packageFolder('@grafana/ui'), 'dist/public/img/icons'), { index: false, maxAge: '1h' }),
  );
  // Grafana has more icons than the package holds.
  files.use('/build/img/icons', express.static(join(here, 'icons'), { index: false, maxAge: '1h' }));
  // Grafana's style sheet names one file for each weight; the variable font of the package is all of them.
  files.get('/fonts/inter/:name', (request, response) => {
    response.sendFile(fontFile('inter', request.params.name.includes('Italic')), { maxAge: '1h' });
  });
  files.get('/fonts/roboto/:name', (_request, response) => response.sendFile(fontFile('roboto-mono', false), { maxAge: '1h' }));
  files.get('/sign-in.css', (_request, response) => response.sendFile(join(here, 'sign-in.css')));
  files.use((_request, response) => {
    response.status(404).type('text').send('Not found');
  });
  return files;
}

function fontFile(family: 'inter' | 'roboto-mono', italic: boolean): string {
  return join(packageFolder(`@fontsource-variable/${family}`), `files/${family}-latin-wght-${italic ? 'italic' : 'normal'}.woff2`);
}
