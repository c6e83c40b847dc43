import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { LoadedConfig } from '@vigie/config/load';
import { StepFailure, StepRetry } from '../steps/failure.ts';
import { testDatabase } from '../store/test-database.ts';
import { slackPause } from './slack-refusal.ts';
import { createSlack, type SlackMessage } from './slack.ts';

/*
 * Slack is stood in for by a server here. What it receives is what the real client library sends; what it answers has the form that Slack
 * documents for chat.postMessage (200 with ok true and ts, 200 with ok false and a code, 429 with Retry-After). That Slack itself
 * answers so, and how it shows the blocks, is not tested.
 */
interface Call { path: string; authorization: string; contentType: string; form: URLSearchParams }

const token = 'xoxb-1111-SECRET';
const calls: Call[] = [];
let answer: (response: ServerResponse) => void;
let url: string;
let stopServer: () => Promise<void>;
let closeDatabase: () => Promise<void>;
let db: Awaited<ReturnType<typeof testDatabase>>['db'];
let keys = 0;

// Jest gives tests an `Error` of their own, and the client keeps only errors that are one. Outside of Jest there is one `Error`.
const nodeFetch = globalThis.fetch;
globalThis.fetch = (...request) =>
  nodeFetch(...request).catch((error: Error) => {
    throw new TypeError(error.message, { cause: error.cause });
  });

beforeAll(async () => {
  const server = createServer((request: IncomingMessage, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const { authorization = '', 'content-type': contentType = '' } = request.headers;
      calls.push({ path: request.url ?? '', authorization, contentType, form: new URLSearchParams(Buffer.concat(parts).toString()) });
      answer(response);
    });
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api`;
  stopServer = () => new Promise((closed) => {
    server.closeAllConnections();
    server.close(() => closed());
  });
  ({ db, close: closeDatabase } = await testDatabase());
  process.env.TEST_SLACK_TOKEN = token;
}, 60_000);

afterAll(async () => {
  globalThis.fetch = nodeFetch;
  delete process.env.TEST_SLACK_TOKEN;
  await stopServer();
  await closeDatabase();
});

beforeEach(() => {
  calls.length = 0;
});

const json = (body: unknown, status = 200, headers: Record<string, string> = {}) => (response: ServerResponse) =>
  void response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', ...headers }).end(JSON.stringify(body));
const taken = json({ ok: true, channel: 'C0OPS', ts: '1732150000.000100', message: { type: 'message', text: 'x' } });
const message: SlackMessage = { text: 'Test', blocks: [{ type: 'section', text: { type: 'mrkdwn', text: 'a & b = c?' } }] };

const loaded = (slack?: { apiUrl?: string; env?: string }) =>
  ({
    config: { ...(slack ? { slack: { token: { env: slack.env ?? 'TEST_SLACK_TOKEN' }, channel: '#ops', apiUrl: slack.apiUrl ?? url } } : {}) },
    baseDir: '/',
  }) as LoadedConfig;
const slack = (options: { apiUrl?: string; env?: string } = {}) => createSlack(loaded(options), db)!;
const newKey = () => `test/${(keys += 1)}`;

test('without Slack in vigie.yaml there is nothing to send with', () => {
  expect(createSlack(loaded(), db)).toBeNull();
});

test('a message goes out once, with the token in its header only', async () => {
  answer = taken;
  const key = newKey();
  expect(await slack().sendOnce(key, message)).toBe('sent');
  expect(await slack().sendOnce(key, message)).toBe('sent');
  expect(calls).toHaveLength(1);
  const [{ path, authorization, contentType, form }] = calls as [Call];
  expect({ path, authorization, contentType }).toEqual({
    path: '/api/chat.postMessage', authorization: `Bearer ${token}`, contentType: 'application/x-www-form-urlencoded',
  });
  expect(Object.fromEntries(form)).toEqual({ channel: '#ops', text: 'Test', blocks: JSON.stringify(message.blocks), unfurl_links: 'false' });
});

test.each(['invalid_auth', 'channel_not_found', 'not_in_channel'])('%s is final until somebody corrects it; then it goes out', async (error) => {
  answer = json({ ok: false, error });
  const key = newKey();
  const refused = await slack().sendOnce(key, message).catch((thrown: unknown) => thrown);
  expect(refused).toBeInstanceOf(StepFailure);
  expect((refused as StepFailure).reason).toMatchObject({ code: 'slack-refused', params: { error } });
  expect(JSON.stringify(refused) + String((refused as Error).stack)).not.toContain(token);
  answer = taken;
  expect(await slack().sendOnce(key, message)).toBe('sent');
});

test.each([
  ['429 with Retry-After', json({ ok: false, error: 'ratelimited' }, 429, { 'retry-after': '30' })],
  ['ok false with ratelimited', json({ ok: false, error: 'ratelimited' })],
])('%s is asked once, and tried again later', async (_, busy) => {
  answer = busy;
  const key = newKey();
  const refused = slack().sendOnce(key, message);
  await expect(refused).rejects.toBeInstanceOf(StepRetry);
  await expect(refused).rejects.toMatchObject({ reason: { code: 'slack-busy' } });
  expect(calls).toHaveLength(1);
  answer = taken;
  expect(await slack().sendOnce(key, message)).toBe('sent');
});

test.each([
  ['a connection that breaks after the message', (response: ServerResponse) => void response.destroy()],
  ['a page of a proxy', (response: ServerResponse) => void response.writeHead(200, { 'content-type': 'text/html' }).end('<html>Sign in</html>')],
  ['an error of the server', json({}, 503)],
  ['an answer that Slack itself calls undecided', json({ ok: false, error: 'fatal_error' })],
])('after %s nobody knows, and it is not sent again', async (_, broken) => {
  answer = broken;
  const key = newKey();
  expect(await slack().sendOnce(key, message)).toBe('doubtful');
  answer = taken;
  expect(await slack().sendOnce(key, message)).toBe('doubtful');
  expect(calls).toHaveLength(1);
});

test('where nobody listens, nothing was sent: it is tried again', async () => {
  const key = newKey();
  // A port that was given to us and is free again.
  const closed = createServer().listen(0, '127.0.0.1');
  await once(closed, 'listening');
  const { port } = closed.address() as AddressInfo;
  closed.close();
  await once(closed, 'close');
  await expect(slack({ apiUrl: `http://127.0.0.1:${port}/api/` }).sendOnce(key, message)).rejects.toMatchObject({ reason: { code: 'slack-unreachable' } });
  answer = taken;
  expect(await slack().sendOnce(key, message)).toBe('sent');
});

test('a token that is not there is told by the name of its source', async () => {
  await expect(slack({ env: 'TEST_NO_TOKEN' }).sendOnce(newKey(), message)).rejects.toMatchObject({
    reason: { code: 'slack-refused', params: { error: 'the secret in variable TEST_NO_TOKEN is missing or empty' } },
  });
});

describe('a message that changes', () => {
  const changed: SlackMessage = { ...message, text: 'Changed' };
  const sentMessage = async () => {
    const key = newKey();
    answer = taken;
    await slack().sendOnce(key, message);
    calls.length = 0;
    return key;
  };

  test('is the one that was posted, in its channel', async () => {
    const key = await sentMessage();
    expect(await slack().update(key, changed)).toBe('updated');
    const [{ path, form }] = calls as [Call];
    expect(path).toBe('/api/chat.update');
    expect(Object.fromEntries(form)).toEqual({ channel: 'C0OPS', ts: '1732150000.000100', text: 'Changed', blocks: JSON.stringify(message.blocks) });
  });

  test('is gone when somebody deleted it, or it never went out', async () => {
    const key = await sentMessage();
    answer = json({ ok: false, error: 'message_not_found' });
    expect(await slack().update(key, changed)).toBe('gone');
    calls.length = 0;
    expect(await slack().update(newKey(), changed)).toBe('gone');
    expect(calls).toHaveLength(0);
  });

  test.each([
    ['429', json({ ok: false, error: 'ratelimited' }, 429, { 'retry-after': '30' }), 30_000],
    ['an error of the server', json({}, 503), null],
  ])('%s: later, after the pause that Slack wants', async (_, busy, pause) => {
    const key = await sentMessage();
    answer = busy;
    const refused = await slack().update(key, changed).catch((thrown: unknown) => thrown);
    expect(refused).toBeInstanceOf(StepRetry);
    expect(slackPause(refused)).toBe(pause);
    answer = taken;
    expect(await slack().update(key, changed)).toBe('updated');
  });
});

test('a process that died while it sent leaves a doubt', async () => {
  const key = newKey();
  await db.query(`insert into vigie.sent_slack_messages (dedupe_key, state) values ($1, 'sending')`, [key]);
  expect(await slack().sendOnce(key, message)).toBe('doubtful');
  expect(calls).toHaveLength(0);
});
