import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What Alertmanager posts to an incoming webhook. */
type SlackMessage = Record<string, any> & { attachments: Record<string, any>[] };

/** What Vigie posts to chat.postMessage; `token` is the one of its header. */
interface PostedMessage {
  token: string;
  channel: string;
  text: string;
  blocks: Record<string, any>[];
}

/** A stand-in for Slack that takes everything: its incoming webhook, whose payloads are kept as they came, and its Web API. */
export async function startSlackSink() {
  const messages: SlackMessage[] = [];
  const posted: PostedMessage[] = [];
  const waiting = new Set<() => void>();
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const body = Buffer.concat(parts).toString();
      if (request.url === '/api/chat.postMessage') takePosted(request, body, response);
      else {
        messages.push(JSON.parse(body) as SlackMessage);
        response.end('ok');
      }
      for (const look of waiting) look();
    });
  });

  /** The Web API takes forms, in which what is no text is JSON. */
  function takePosted({ headers }: IncomingMessage, body: string, response: ServerResponse): void {
    const form = new URLSearchParams(body);
    const [channel = '', text = ''] = [form.get('channel') ?? undefined, form.get('text') ?? undefined];
    posted.push({ token: headers.authorization?.replace('Bearer ', '') ?? '', channel, text, blocks: JSON.parse(form.get('blocks') ?? '[]') });
    response.setHeader('Content-Type', 'application/json; charset=utf-8');
    response.end(JSON.stringify({ ok: true, channel, ts: `1700000000.${String(posted.length).padStart(6, '0')}` }));
  }

  /** Waits until `find` finds something. */
  const waitFor = <Found>(find: () => Found | undefined): Promise<Found> =>
    new Promise((found) => {
      const look = () => {
        const value = find();
        if (value === undefined) return;
        waiting.delete(look);
        found(value);
      };
      waiting.add(look);
      look();
    });

  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const root = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url: `${root}/services/T000/B000/webhook`,
    /** For slack.apiUrl. */
    apiUrl: `${root}/api/`,
    messages,
    posted,
    /** The first message to the webhook whose title begins like this, among those after the first `after`; waits for it. */
    message: (title: string, after = 0) =>
      waitFor(() => messages.slice(after).find(({ attachments }) => String(attachments[0]?.title).startsWith(title))),
    /** The first message to the Web API whose text begins like this, among those after the first `after`; waits for it. */
    post: (text: string, after = 0) => waitFor(() => posted.slice(after).find((message) => message.text.startsWith(text))),
    close: () => new Promise<void>((closed) => {
      server.closeAllConnections();
      server.close(() => closed());
    }),
  };
}
