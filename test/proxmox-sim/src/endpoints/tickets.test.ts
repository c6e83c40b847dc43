import { randomBytes } from 'node:crypto';
import { setClockAhead } from '../clock.ts';
import { Tickets } from '../model/tickets.ts';
import { testCluster } from '../testing.ts';

const password = 'correct horse';

async function tenant() {
  const cluster = testCluster();
  await cluster.call('POST', '/access/users', { userid: 'acme@pve', password });
  const login = async (username: string, given: string) => cluster.call('POST', '/access/ticket', { username, password: given });
  const { ticket, CSRFPreventionToken: csrf } = (await login('acme@pve', password)).data as { ticket: string; CSRFPreventionToken: string };
  return { cluster, login, ticket, csrf, user: cluster.sim.world.users['acme@pve'] };
}

afterEach(() => setClockAhead(0));

describe('a login', () => {
  test.each([
    ['a wrong password', 'acme@pve', 'wrong horse'],
    ['a user that does not exist', 'nobody@pve', password],
    ['a realm that does not exist', 'acme@nope', password],
    ['no realm', 'acme', password],
    ['a user without a password', 'vigie@pve', ''],
  ])('with %s is refused with the one text', async (_, username, given) => {
    const { login } = await tenant();
    expect(await login(username, given)).toMatchObject({ status: 401, statusText: 'authentication failure', data: null });
  });

  test.each([{ enable: 0 }, { expire: 1 }])('of a user with %j is refused', async (change) => {
    const { login, user } = await tenant();
    Object.assign(user ?? {}, change);
    expect((await login('acme@pve', password)).status).toBe(401);
  });

  test("with another user's ticket for a password is refused, with the own one it is renewed", async () => {
    const { cluster, login, ticket } = await tenant();
    await cluster.call('POST', '/access/users', { userid: 'globex@pve', password });
    expect((await login('globex@pve', ticket)).status).toBe(401);
    expect((await login('acme@pve', ticket)).status).toBe(200);
  });

  test('tells what the user may do, by area', async () => {
    const { cluster, login } = await tenant();
    await cluster.call('POST', '/pools', { poolid: 'acme' });
    await cluster.call('PUT', '/access/acl', { path: '/pool/acme', users: 'acme@pve', roles: 'PVETemplateUser' });
    const { cap, clustername } = (await login('acme@pve', password)).data as { cap: Record<string, unknown>; clustername?: string };
    expect([cap['vms'], cap['dc'], clustername]).toEqual([{ 'VM.Audit': 1, 'VM.Clone': 1 }, {}, undefined]);
  });

  test('that asks for privileges gets no ticket', async () => {
    const { cluster } = await tenant();
    const ask = (path: string) => cluster.call('POST', '/access/ticket', { username: 'acme@pve', password, path, privs: 'VM.Audit' });
    expect((await ask('/vms')).status).toBe(401);
    await cluster.call('PUT', '/access/acl', { path: '/vms', users: 'acme@pve', roles: 'PVEAuditor' });
    expect((await ask('/vms')).data).toEqual({ username: 'acme@pve' });
  });
});

describe('a ticket', () => {
  test('is good for reads alone, and for writes with its CSRF prevention token', async () => {
    const { cluster, ticket, csrf } = await tenant();
    expect((await cluster.withTicket(ticket)('GET', '/version')).status).toBe(200);
    expect((await cluster.withTicket(ticket, csrf)('POST', '/access/users/acme@pve/token/self')).status).toBe(200);
  });

  test.each([
    ['none', undefined],
    ['nonsense', '00000000:nonsense'],
  ])('with %s for a CSRF prevention token writes nothing', async (_, csrf) => {
    const { cluster, ticket, user } = await tenant();
    const refused = await cluster.withTicket(ticket, csrf)('POST', '/access/users/acme@pve/token/self');
    expect(refused).toMatchObject({ status: 401, statusText: 'Permission denied - invalid csrf token', body: null });
    expect(user?.tokens).toEqual({});
  });

  test('does not go with the CSRF prevention token of somebody else', async () => {
    const { cluster, ticket } = await tenant();
    const other = cluster.sim.tickets.issue('root@pam').CSRFPreventionToken;
    expect((await cluster.withTicket(ticket, other)('POST', '/access/users/acme@pve/token/self')).status).toBe(401);
  });

  test('that was altered, or signed with another key, is refused', async () => {
    const { cluster, ticket } = await tenant();
    const foreign = new Tickets(randomBytes(32)).issue('root@pam').ticket;
    for (const bad of [ticket.replace('acme@pve', 'root@pam'), foreign, `${ticket}A`, 'PVE:root@pam:00000000::'])
      expect(await cluster.withTicket(bad)('GET', '/version')).toMatchObject({
        status: 401,
        statusText: 'permission denied - invalid PVE ticket',
        body: null,
      });
  });

  test('ends after two hours', async () => {
    const { cluster, ticket } = await tenant();
    setClockAhead(7190);
    expect((await cluster.withTicket(ticket)('GET', '/version')).status).toBe(200);
    setClockAhead(7201);
    expect((await cluster.withTicket(ticket)('GET', '/version')).status).toBe(401);
  });

  test('of a user that was disabled since is refused', async () => {
    const { cluster, ticket, user } = await tenant();
    Object.assign(user ?? {}, { enable: 0 });
    expect((await cluster.withTicket(ticket)('GET', '/version')).status).toBe(401);
  });
});

describe('a password', () => {
  test('cannot be changed with an API token', async () => {
    const { cluster } = await tenant();
    const refused = await cluster.call('PUT', '/access/password', { userid: 'acme@pve', password: 'new horse' });
    expect([refused.status, refused.statusText]).toEqual([
      403,
      "Permission check failed (URI '/access/password' not available with API token, need proper ticket.",
    ]);
  });

  test('is changed by its user, who tells the old one', async () => {
    const { cluster, login, ticket, csrf } = await tenant();
    const change = (confirmation: Record<string, string>) =>
      cluster.withTicket(ticket, csrf)('PUT', '/access/password', { userid: 'acme@pve', password: 'new horse', ...confirmation });
    expect((await change({})).errors).toEqual({ 'confirmation-password': 'password is required to modify user' });
    expect(await change({ 'confirmation-password': 'wrong horse' })).toMatchObject({ status: 500, statusText: 'invalid credentials' });
    expect((await login('acme@pve', password)).status).toBe(200);
    expect((await change({ 'confirmation-password': password })).status).toBe(200);
    expect([(await login('acme@pve', password)).status, (await login('acme@pve', 'new horse')).status]).toEqual([401, 200]);
  });

  test('of somebody else needs privileges, and of root nobody changes', async () => {
    const { cluster, ticket, csrf } = await tenant();
    const change = (userid: string) =>
      cluster.withTicket(ticket, csrf)('PUT', '/access/password', { userid, password: 'new horse', 'confirmation-password': password });
    expect((await change('vigie@pve')).status).toBe(403);
    await cluster.call('PUT', '/access/acl', { path: '/access', users: 'acme@pve', roles: 'PVEUserAdmin' });
    expect([(await change('vigie@pve')).status, (await change('root@pam')).status]).toEqual([200, 403]);
  });

  test('has no place in a realm that does not exist', async () => {
    const { cluster } = await tenant();
    const refused = await cluster.call('POST', '/access/users', { userid: 'eve@nope', password });
    expect([refused.status, refused.statusText]).toEqual([500, "auth domain 'nope' does not exist"]);
  });

  test('is stored as a salted hash', async () => {
    const { cluster, user } = await tenant();
    await cluster.call('POST', '/access/users', { userid: 'globex@pve', password });
    expect(JSON.stringify(cluster.sim.world)).not.toContain(password);
    expect(user?.passwordHash).not.toBe(cluster.sim.world.users['globex@pve']?.passwordHash);
  });
});
