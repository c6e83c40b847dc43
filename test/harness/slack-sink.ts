import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What Alertmanager posts to an incoming webhook. */
export type SlackMessage = Record<string, any> & { attachments: Record<string, any>[] };

/** A stand-in for Slack's incoming webhook: keeps every payload as it came. */
export async function startSlackSink() {
  const messages: SlackMessage[] = [];
  const waiting = new Set<() => void>();
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      messages.push(JSON.parse(Buffer.concat(parts).toString()) as SlackMessage);
      response.end('ok');
      for (const look of waiting) look();
    });
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/services/T000/B000/webhook`,
    messages,
    /** The first message whose title begins like this, among those after the first `after`; waits for it. */
    message(title: string, after = 0): Promise<SlackMessage> {
      return new Promise((found) => {
        const look = () => {
          const message = messages.slice(after).find(({ attachments }) => String(attachments[0]?.title).startsWith(title));
          if (!message) return;
          waiting.delete(look);
          found(message);
        };
        waiting.add(look);
        look();
      });
    },
    close: () => new Promise<void>((closed) => {
      server.closeAllConnections();
      server.close(() => closed());
    }),
  };
}
