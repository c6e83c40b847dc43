import type { NetworkChoice } from '@vigie/contract/orders';
import type { LinkedChoice } from '../services.ts';
import { startTestHttp, stopTestHttp, type TestHttp } from './fixture.ts';

const token = 'eyJhbGciOiJIUzI1NiJ9.secret-of-this-test.signature';
const linked: LinkedChoice = {
  order: { id: 'ord_0000000000000001', name: 'web<b>01', quantity: 1 }, language: 'en', isolated: true, state: 'open', default: 'default',
  deadline: new Date('2026-11-24T10:00:00Z'), chosen: null,
};

let http: TestHttp;
let now: LinkedChoice;
let chosen: NetworkChoice[];
beforeEach(async () => {
  now = linked;
  chosen = [];
  http = await startTestHttp();
  http.services.networkLink.look = (given) => Promise.resolve(given === token ? now : null);
  http.services.networkLink.choose = (given, choice) => {
    if (given === token && now.state === 'open') {
      chosen.push(choice);
      now = { ...now, state: 'chosen', chosen: choice };
    }
    return http.services.networkLink.look(given);
  };
});
afterEach(() => stopTestHttp(http));

async function ask(method: string, path: string, language = 'en') {
  const response = await fetch(`${http.server.url}/network-choice${path}`, { method, headers: { 'accept-language': language } });
  return { status: response.status, headers: response.headers, text: await response.text() };
}

test('tokens and choices that are none: a page that says so, in the language of the browser', async () => {
  for (const path of ['/nonsense/new', `/${token}/ask`, `/${token}`, '', '/a/b/c', '/%E0%A4%A/new']) {
    for (const method of ['GET', 'POST']) {
      const { status, headers, text } = await ask(method, path);
      expect({ path, status, type: headers.get('content-type') }).toEqual({ path, status: 404, type: 'text/html; charset=utf-8' });
      expect(text).toContain('This link is not valid.');
    }
  }
  expect((await ask('GET', '/nonsense/new', 'fr')).text).toContain('Ce lien n’est pas valable.');
  expect(chosen).toEqual([]);
});

test('opening the link shows the choice and chooses nothing; confirming does', async () => {
  const page = await ask('GET', `/${token}/new`);
  expect(page.status).toBe(200);
  expect(page.text).toContain('<form method="post"><button type="submit">Confirm: A new network</button></form>');
  expect(page.text).toContain('<a href="default">Rather: The network you have</a>');
  expect(page.text).toContain('until 24 November 2026 at 10:00 UTC. After that it is: The network you have.');
  await ask('HEAD', `/${token}/new`);
  expect(chosen).toEqual([]);

  const done = await ask('POST', `/${token}/new`);
  expect({ status: done.status, chosen }).toEqual({ status: 200, chosen: ['new'] });
  expect(done.text).toContain('It is chosen: A new network.');
});

test('once used: the same choice is told again, another one is refused', async () => {
  now = { ...linked, state: 'chosen', chosen: 'new' };
  expect((await ask('POST', `/${token}/new`)).status).toBe(200);
  expect(await ask('POST', `/${token}/default`)).toMatchObject({ status: 409, text: expect.stringContaining('Another network was chosen before') });
  expect(await ask('GET', `/${token}/default`)).toMatchObject({ status: 410, text: expect.not.stringContaining('<form') });
});

test.each([['expired', 'The time to choose is over. The order goes on with: The network you have.'], ['over', 'does not wait for a choice any more']] as const)(
  'a link that is %s is gone', async (state, words) => {
    now = { ...linked, state };
    for (const method of ['GET', 'POST']) expect(await ask(method, `/${token}/new`)).toMatchObject({ status: 410, text: expect.stringContaining(words) });
    expect(chosen).toEqual([]);
  });

test('no isolation is not promised where there is none', async () => {
  expect((await ask('GET', `/${token}/new`)).text).toContain('nothing passes between it and your other machines');
  now = { ...linked, isolated: false };
  expect((await ask('GET', `/${token}/new`)).text).toContain('no firewall rules close it');
});

test('other methods are refused', async () => {
  const { status, headers } = await ask('DELETE', `/${token}/new`);
  expect({ status, allow: headers.get('allow') }).toEqual({ status: 405, allow: 'GET, HEAD, POST' });
});

test('the page loads and runs nothing, is kept nowhere, and what a tenant named is no HTML', async () => {
  const { headers, text } = await ask('GET', `/${token}/new`);
  const policy = headers.get('content-security-policy') ?? '';
  expect(policy).toMatch(/^default-src 'none'; style-src 'sha256-[^']+'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'$/);
  expect(headers.get('cache-control')).toBe('no-store');
  expect(headers.get('referrer-policy')).toBe('no-referrer');
  expect(text).toContain('web&lt;b&gt;01');
  expect(text).not.toMatch(/<script|src=|https?:/);
});

test('a page in the language of the tenant', async () => {
  now = { ...linked, language: 'fr' };
  expect((await ask('GET', `/${token}/new`)).text).toContain('<html lang="fr">');
  expect((await ask('POST', `/${token}/default`)).text).toContain('C’est choisi\u00a0: Votre réseau actuel.');
});

test('the token is in no log line and in no metric', async () => {
  http.services.networkLink.choose = () => Promise.reject(new Error('the database is away'));
  await ask('GET', `/${token}/new`);
  expect(await ask('POST', `/${token}/new`)).toMatchObject({ status: 500, text: expect.stringContaining('Something broke on our side.') });
  const metrics = await (await fetch(`${http.server.url}/metrics`)).text();
  expect(http.logs.join()).toContain('the database is away');
  for (const text of [metrics, http.logs.join()]) {
    expect(text).toContain('/network-choice/{token}/{choice}');
    expect(text).not.toContain('secret-of-this-test');
  }
});
