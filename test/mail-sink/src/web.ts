import type { AddressInfo } from 'node:net';
import express from 'express';
import { listPage, messagePage } from './pages.ts';
import type { Store } from './store.ts';

/** The mails as JSON (`/api/messages`) and as pages to read. */
export async function startWeb(store: Store, port: number): Promise<{ url: string; close(): Promise<void> }> {
  const app = express().disable('x-powered-by');
  app.get('/api/messages', (_request, response) => void response.json(store.list()));
  app.get('/', (_request, response) => void response.send(listPage(store.list())));
  app.get('/messages/:id', (request, response) => {
    const message = store.list().find(({ id }) => id === request.params.id);
    if (message) response.send(messagePage(message));
    else response.status(404).send('No such mail');
  });
  app.get('/messages/:id/html', (request, response) => {
    const message = store.list().find(({ id }) => id === request.params.id);
    response.set('Content-Security-Policy', "sandbox; default-src 'none'; style-src 'unsafe-inline'");
    response.status(message ? 200 : 404).send(message?.html ?? 'No such mail');
  });
  const server = await new Promise<ReturnType<typeof app.listen>>((resolve, reject) => {
    const listening = app.listen(port, '127.0.0.1', (error) => (error ? reject(error) : resolve(listening)));
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
