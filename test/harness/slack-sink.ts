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

/** A message as people see it in the channel, with all that it has said. */
interface ShownMessage {
  ts: string;
  texts: string[];
  blocks: Record<string, any>[];
}

/** An answer of the Web API that is not the usual one. */
interface Refusal {
  status?: number;
  headers?: Record<string, string>;
  body: Record<string, unknown>;
}

/** The id of the channel, which chat.update wants and chat.postMessage tells. */
const channelId = 'C0OPS';

/** A stand-in for Slack that takes everything: its incoming webhook, whose payloads are kept as they came, and its Web API. */
export async function startSlackSink() {
  const messages: SlackMessage[] = [];
  const posted: PostedMessage[] = [];
  const shown: ShownMessage[] = [];
  const refusals: Refusal[] = [];
  const waiting = new Set<() => void>();
  let calls = 0;
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const body = Buffer.concat(parts).toString();
      if (request.url?.startsWith('/api/')) takeCall(request, body, response);
      else {
        messages.push(JSON.parse(body) as SlackMessage);
        response.end('ok');
      }
      for (const look of waiting) look();
    });
  });

  /** The Web API takes forms, in which what is no text is JSON. */
  function takeCall({ url, headers }: IncomingMessage, body: string, response: ServerResponse): void {
    calls += 1;
    const answer = refusals.shift() ?? (url === '/api/chat.update' ? update : post)(new URLSearchParams(body), headers.authorization ?? '');
    response.writeHead(answer.status ?? 200, { 'Content-Type': 'application/json; charset=utf-8', ...answer.headers });
    response.end(JSON.stringify(answer.body));
  }

  function post(form: URLSearchParams, authorization: string): Refusal {
    const [channel = '', text = ''] = [form.get('channel') ?? undefined, form.get('text') ?? undefined];
    const blocks = JSON.parse(form.get('blocks') ?? '[]') as Record<string, any>[];
    posted.push({ token: authorization.replace('Bearer ', ''), channel, text, blocks });
    const ts = `1700000000.${String(posted.length).padStart(6, '0')}`;
    shown.push({ ts, texts: [text], blocks });
    return { body: { ok: true, channel: channelId, ts } };
  }

  function update(form: URLSearchParams): Refusal {
    const message = shown.find(({ ts }) => ts === form.get('ts'));
    if (form.get('channel') !== channelId) return { body: { ok: false, error: 'channel_not_found' } };
    if (!message) return { body: { ok: false, error: 'message_not_found' } };
    message.texts.push(form.get('text') ?? '');
    message.blocks = JSON.parse(form.get('blocks') ?? '[]') as Record<string, any>[];
    return { body: { ok: true, channel: channelId, ts: message.ts } };
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
    /** What the channel shows now. */
    shown,
    calls: () => calls,
    /** The next call of the Web API is answered so, and does nothing. */
    refuseNext: (refusal: Refusal) => void refusals.push(refusal),
    /** As somebody who deletes the message in Slack. */
    deleteMessage: (ts: string) => void shown.splice(shown.findIndex((message) => message.ts === ts), 1),
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
