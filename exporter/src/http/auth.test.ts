import { jest } from '@jest/globals';
import { hashSync } from 'bcryptjs';
import { ask, basic, bearer, startTestServer, upOf, type TestServer } from '../testing/exporter-server.ts';

const users = new Map([['prometheus', hashSync('right', 4)]]);
let server: TestServer;
afterEach(() => server.close(0));

describe('with basic_auth_users', () => {
  beforeEach(async () => {
    server = await startTestServer({ web: { users } });
  });

  test.each(['/', '/metrics', '/pve?target=demo', '/pbs?target=main', '/discovery/nodes', '/discovery/tenants', '/nowhere'])(
    '%s is the operator\'s',
    async (path) => {
      const answers = await Promise.all([
        ask(`${server.url}${path}`),
        ask(`${server.url}${path}`, basic('prometheus', 'wrong')),
        ask(`${server.url}${path}`, basic('nobody', 'right')),
        ask(`${server.url}${path}`, bearer('acme-token')),
        ask(`${server.url}${path}`, { method: 'POST' }),
      ]);
      for (const answer of answers) expect(answer).toEqual(answers[0]);
      expect(answers[0]).toMatchObject({ status: 401, body: 'Unauthorized\n', headers: { 'www-authenticate': 'Basic realm="vigie", charset="UTF-8"' } });
      expect((await ask(`${server.url}${path}`, basic('prometheus', 'right'))).status).toBe(path === '/nowhere' ? 404 : 200);
    },
  );

  test('supervisors need no password', async () => {
    expect((await ask(`${server.url}/healthz`)).status).toBe(200);
    expect((await ask(`${server.url}/readyz`)).status).toBe(200);
  });

  test('who guesses is slowed down, with the right password too, and let in again later', async () => {
    for (let i = 0; i < 10; i += 1) expect((await ask(`${server.url}/metrics`, basic('prometheus', `guess ${i}`))).status).toBe(401);
    const late = await ask(`${server.url}/metrics`, basic('prometheus', 'right'));
    expect(late).toMatchObject({ status: 429, headers: { 'retry-after': '6' } });
    expect(server.refusals).toEqual(Array(10).fill('operator'));
    server.tick(6_000);
    expect((await ask(`${server.url}/metrics`, basic('prometheus', 'right'))).status).toBe(200);
  });

  test('a browser that asks without a password first does not guess', async () => {
    for (let i = 0; i < 20; i += 1) await ask(`${server.url}/`);
    expect((await ask(`${server.url}/`, basic('prometheus', 'right'))).status).toBe(200);
    expect(server.refusals).toEqual([]);
  });

  test("the operator reads a tenant's metrics with its own password, a tenant not the operator's", async () => {
    expect((await ask(`${server.url}/tenants/acme/metrics`, basic('prometheus', 'right'))).body).toContain('tenant/acme');
    expect((await ask(`${server.url}/tenants/unknown/metrics`, basic('prometheus', 'right'))).status).toBe(401);
    expect((await ask(`${server.url}/tenants/acme/metrics`, basic('prometheus', 'wrong'))).status).toBe(401);
    expect((await ask(`${server.url}/tenants/acme/metrics`, bearer('acme-token'))).status).toBe(200);
  });
});

describe('a tenant', () => {
  const scrapeTenant = jest.fn(async (tenant: string) => upOf(`tenant/${tenant}`));
  beforeEach(async () => {
    scrapeTenant.mockClear();
    server = await startTestServer({ scrapeTenant });
  });

  test('cannot tell an unknown tenant from a wrong token, and nothing is read for either', async () => {
    const answers = await Promise.all([
      ask(`${server.url}/tenants/acme/metrics`),
      ask(`${server.url}/tenants/acme/metrics`, bearer('globex-token')),
      ask(`${server.url}/tenants/acme/metrics`, basic('acme', 'acme-token')),
      ask(`${server.url}/tenants/unknown/metrics`, bearer('acme-token')),
      ask(`${server.url}/tenants/__proto__/metrics`, bearer('acme-token')),
      ask(`${server.url}/tenants/acme%2F..%2Fglobex/metrics`, bearer('acme-token')),
    ]);
    for (const answer of answers) expect(answer).toEqual(answers[0]);
    expect(answers[0]).toMatchObject({ status: 401, body: 'Unauthorized\n', headers: { 'www-authenticate': 'Bearer realm="vigie"' } });
    expect(scrapeTenant).not.toHaveBeenCalled();
  });

  test('who guesses its token is slowed down, as for a tenant that does not exist, and nobody else is', async () => {
    const answers: Record<string, number[]> = {};
    for (const tenant of ['acme', 'unknown']) {
      for (let i = 0; i < 12; i += 1) {
        const { status } = await ask(`${server.url}/tenants/${tenant}/metrics`, bearer(`guess ${i}`));
        (answers[tenant] ??= []).push(status);
      }
    }
    expect(answers.acme).toEqual([...Array<number>(10).fill(401), 429, 429]);
    expect(answers.unknown).toEqual(answers.acme);
    expect((await ask(`${server.url}/tenants/acme/metrics`, bearer('acme-token'))).status).toBe(429);
    expect((await ask(`${server.url}/tenants/globex/metrics`, bearer('globex-token'))).status).toBe(200);
    expect((await ask(`${server.url}/metrics`)).status).toBe(200);
    server.tick(6_000);
    expect((await ask(`${server.url}/tenants/acme/metrics`, bearer('acme-token'))).status).toBe(200);
  });

  test('gets its own with its token, however often', async () => {
    for (let i = 0; i < 30; i += 1) expect((await ask(`${server.url}/tenants/acme/metrics`, bearer('acme-token'))).status).toBe(200);
    expect((await ask(`${server.url}/tenants/acme/metrics`, bearer('acme-token'))).body).toContain('pve_up{id="tenant/acme"} 1');
  });

  test('gets 503 when nothing can be read, and no reason', async () => {
    scrapeTenant.mockRejectedValueOnce(new Error('secret detail of Proxmox'));
    const answer = await ask(`${server.url}/tenants/acme/metrics`, bearer('acme-token'));
    expect(answer).toMatchObject({ status: 503, body: 'Proxmox cannot be read\n' });
  });
});
