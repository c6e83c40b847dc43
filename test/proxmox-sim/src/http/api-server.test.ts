import { mkdtemp, rm, stat } from 'node:fs/promises';
import { request } from 'node:https';
import type { Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Faults } from '../control/faults.ts';
import { Journal } from '../control/journal.ts';
import { none } from '../delays.ts';
import { Simulator } from '../simulator.ts';
import { demoTokens, demoWorld } from '../state/demo-world.ts';
import { certificate, ticketKey, tokenSecret } from '../state/secrets.ts';
import type { Certificate } from '../state/secrets.ts';
import { apiServer } from './api-server.ts';

let folder: string;
let tls: Certificate;
let secret: string;
let server: Server;
let sim: Simulator;
let faults: Faults;
let journal: Journal;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'proxmox-sim-'));
  tls = await certificate(folder, 'pve');
  secret = tokenSecret(folder, 'provisioner').secret;
});

afterAll(() => rm(folder, { recursive: true }));

beforeEach(async () => {
  sim = new Simulator(demoWorld({ provisioner: secret, exporter: 'unused' }), none);
  faults = new Faults();
  journal = new Journal();
  server = apiServer(sim, faults, journal, tls);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});

afterEach(() => {
  server.close();
  server.closeAllConnections();
});

interface Answer {
  status: number;
  statusText: string;
  text: string;
}

function token(): Record<string, string> {
  return { Authorization: `PVEAPIToken=${demoTokens.provisioner}=${secret}` };
}

/** Rejects when the connection ends without an answer. */
function send(method: string, path: string, form = '', credentials: Record<string, string> = token()): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const outgoing = request(
      {
        host: '127.0.0.1',
        port: (server.address() as AddressInfo).port,
        path: `/api2/json${path}`,
        method,
        ca: tls.cert,
        agent: false,
        headers: {
          'Content-Type': 'application/x-www-form-urlencoded',
          ...credentials,
          // Node announces no body on DELETE by itself.
          'Content-Length': Buffer.byteLength(form),
        },
      },
      (incoming) => {
        let text = '';
        incoming.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
        incoming.on('end', () => resolve({ status: incoming.statusCode ?? 0, statusText: incoming.statusMessage ?? '', text }));
      },
    );
    outgoing.on('error', reject).end(form);
  });
}

test('the certificate is good for 127.0.0.1, and lasts', async () => {
  expect((await send('GET', '/version')).status).toBe(200);
  expect((await certificate(folder, 'pve')).fingerprint).toBe(tls.fingerprint);
});

test('secrets are readable by their owner only', async () => {
  ticketKey(folder);
  for (const file of ['tokens/provisioner', 'pve.key', 'ticket.key']) expect((await stat(join(folder, file))).mode & 0o777).toBe(0o600);
});

test('the reason is in the status line, without what follows its first line', async () => {
  await send('POST', '/cluster/sdn/zones', 'zone=z1&type=simple');
  const answer = await send('POST', '/cluster/sdn/vnets', 'vnet=v1&zone=z1&tag=5');
  expect([answer.status, answer.statusText]).toEqual([500, 'create sdn vnet object failed: 400 Parameter verification failed.']);
  expect(JSON.parse(answer.text)).toEqual({
    data: null,
    message: 'create sdn vnet object failed: 400 Parameter verification failed.\ntag: vlan tag is not allowed on simple zone\n',
  });
});

test.each([
  ['{"poolid":', 'at character offset 10 (before "(end of string)")'],
  [`{"poolid" "${'x'.repeat(1000)}"}`, 'at character offset 10 (before ""xxxxxxxxxxxxxxxxxxx...")'],
])('JSON that is none is answered in plain text, and not by all of it', async (body, where) => {
  const answer = await send('POST', '/pools', body, { ...token(), 'Content-Type': 'application/json' });
  expect([answer.status, answer.text]).toEqual([500, `${answer.statusText}\n`]);
  expect(answer.statusText).toContain(where);
});

test('a body on DELETE is refused', async () => {
  expect((await send('DELETE', '/pools', 'poolid=acme')).status).toBe(501);
});

test.each([
  ['refuse', 423, false],
  ['error-500-but-done', 500, true],
  ['status-596', 596, true],
  ['slow', 200, true],
])('fault %s answers %d; acted: %s', async (kind, status, acted) => {
  faults.add({ method: 'POST', template: '/pools', kind, status: 423, milliseconds: 1 });
  expect((await send('POST', '/pools', 'poolid=acme')).status).toBe(status);
  expect(sim.world.pools['acme'] !== undefined).toBe(acted);
  expect((await send('POST', '/pools', 'poolid=globex')).status).toBe(200);
});

test('a reset comes after the call was done', async () => {
  faults.add({ method: 'POST', template: '/pools', kind: 'reset-after-write' });
  await expect(send('POST', '/pools', 'poolid=acme')).rejects.toThrow();
  expect(sim.world.pools['acme']).toBeDefined();
});

test('a failing task still answers with its UPID', async () => {
  faults.add({ method: 'POST', template: '/nodes/{node}/qemu/{vmid}/clone', kind: 'task-fails', exitstatus: 'no space left' });
  const { data } = JSON.parse((await send('POST', '/nodes/pve1/qemu/9000/clone', 'newid=100')).text) as { data: string };
  await sim.tasks.ended(data);
  expect(sim.world.tasks[0]?.exitstatus).toBe('no space left');
  expect(sim.world.guests[100]).toBeUndefined();
});

test('a call that was refused leaves no failing task behind', async () => {
  faults.add({ method: 'POST', template: '/nodes/{node}/qemu/{vmid}/clone', kind: 'task-fails' });
  expect((await send('POST', '/nodes/pve1/qemu/9000/clone', 'newid=9001')).status).toBe(500);
  const { data } = JSON.parse((await send('POST', '/nodes/pve1/qemu/9000/clone', 'newid=100')).text) as { data: string };
  await sim.tasks.ended(data);
  expect(sim.world.tasks[0]?.exitstatus).toBe('OK');
});

test('an ignored parameter is as if it had not been sent', async () => {
  faults.add({ method: 'POST', template: '/pools', kind: 'ignores', parameters: ['comment'] });
  expect((await send('POST', '/pools', 'poolid=acme&comment=a%20tenant')).status).toBe(200);
  expect(sim.world.pools['acme']?.comment).toBeUndefined();
});

test('a cookie and the header with its CSRF prevention token are credentials', async () => {
  const { ticket, CSRFPreventionToken } = sim.tickets.issue('root@pam');
  const Cookie = `theme=dark; PVEAuthCookie=${encodeURIComponent(ticket)}`;
  expect(await send('POST', '/pools', 'poolid=acme', { Cookie })).toMatchObject({ status: 401, text: '' });
  expect((await send('POST', '/pools', 'poolid=acme', { Cookie, CSRFPreventionToken })).status).toBe(200);
  expect(journal.list().map((call) => call.token)).toEqual([null, 'root@pam']);
  expect(JSON.stringify(journal.list())).not.toContain(ticket);
});

test('the journal tells calls and faults, but no secret', async () => {
  faults.add({ method: 'POST', template: '/pools', kind: 'refuse', status: 403 });
  await send('POST', '/access/users', 'userid=anna%40pve&password=correct-horse');
  await send('POST', '/pools', 'poolid=acme');
  expect(journal.list()).toMatchObject([
    { seq: 1, method: 'POST', template: '/access/users', params: { userid: 'anna@pve', password: '<secret>' }, status: 200, fault: null },
    { seq: 2, template: '/pools', status: 403, fault: 'refuse' },
  ]);
});
