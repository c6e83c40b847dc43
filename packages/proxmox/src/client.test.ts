import { RowScanner } from './row-scanner.ts';
import { inspect } from 'node:util';
import fc from 'fast-check';
import { createPveClient, type CallReport, type PveClient, type PveClientOptions } from './client.ts';
import { ProxmoxError } from './errors.ts';
import { makeCertificate, type Certificate } from './testing/certificate.ts';
import { answerWith, startPveServer, type PveServer, type Received } from './testing/pve-server.ts';

const secret = '0f1e2d3c-very-secret';
let certificate: Certificate;
let server: PveServer;
let client: PveClient;
let reports: CallReport[];
let respond: (got: Received) => void;

beforeAll(async () => {
  certificate = await makeCertificate();
});
beforeEach(async () => {
  reports = [];
  respond = (got) => answerWith(got, 200, 'OK', { data: null });
  server = await startPveServer(certificate, (got) => respond(got));
  client = clientOf();
});
afterEach(async () => {
  await client.close();
  await server.close();
});

function clientOf(more: Partial<PveClientOptions> = {}): PveClient {
  return createPveClient({
    cluster: 'demo',
    endpoints: [{ url: server.url, fingerprint: certificate.fingerprint }],
    token: { id: 'vigie@pve!provisioner', secret },
    onCall: (report) => reports.push(report),
    lockRetryMs: 0,
    ...more,
  });
}

async function failure(call: Promise<unknown>): Promise<ProxmoxError> {
  const error: unknown = await call.then(
    () => new Error('the call was accepted'),
    (reason: unknown) => reason,
  );
  if (!(error instanceof ProxmoxError)) throw error;
  return error;
}

const clone = () => client.call('POST', '/nodes/{node}/qemu/{vmid}/clone', { node: 'pve1', vmid: 9000 }, { newid: 100 });
const readConfig = () => client.call('GET', '/nodes/{node}/qemu/{vmid}/config', { node: 'pve1', vmid: 100 });

describe('what goes over the wire', () => {
  test('the token, and a strictly encoded form', async () => {
    await client.call('PUT', '/nodes/{node}/qemu/{vmid}/config', { node: 'pve1', vmid: 100 }, {
      boot: 'order=scsi0;net0',
      description: "a+b & c'é",
      onboot: true,
      protection: false,
      skip: undefined,
      list: ['a', 1],
    });
    expect(server.received[0]).toMatchObject({
      method: 'PUT',
      url: '/api2/json/nodes/pve1/qemu/100/config',
      body: 'boot=order%3Dscsi0%3Bnet0&description=a%2Bb%20%26%20c%27%C3%A9&onboot=1&protection=0&list=a&list=1',
      headers: { authorization: `PVEAPIToken=vigie@pve!provisioner=${secret}`, 'content-type': 'application/x-www-form-urlencoded' },
    });
  });

  test('an odd token id cannot break the header', async () => {
    const odd = clientOf({ token: { id: 'a;b c@pve!t', secret: 'x\ny' } });
    await odd.call('GET', '/version', {});
    await odd.close();
    expect(server.received[0]?.headers.authorization).toBe('PVEAPIToken=a%3Bb%20c@pve!t=x%0Ay');
  });

  test.each(['GET', 'DELETE'] as const)('the parameters of a %s are in the query, without a body', async (method) => {
    await client.call(method, '/pools', {}, { poolid: 'a/b', purge: true });
    expect(server.received[0]).toMatchObject({ method, url: '/api2/json/pools?poolid=a%2Fb&purge=1', body: '' });
    expect(server.received[0]?.headers).not.toHaveProperty('content-type');
  });

  test('path values are encoded once, also through the typed tree', async () => {
    const volume = 'local:iso/deb 13.iso?a#%';
    await client.call('GET', '/nodes/{node}/storage/{storage}/content/{volume}', { node: 'pve1', storage: 'local', volume });
    await client.api.nodes.$('pve1').storage.$('local').content.$(volume).$get();
    expect(server.received.map((got) => got.url)).toEqual(
      Array(2).fill('/api2/json/nodes/pve1/storage/local/content/local%3Aiso%2Fdeb%2013.iso%3Fa%23%25'),
    );
  });

  test.each(['..', '.', ''])('a path value %j is refused and not sent', async (vnet) => {
    const refused = { outcome: 'refused', kind: 'invalid', status: null };
    expect(await failure(client.call('DELETE', '/cluster/sdn/vnets/{vnet}', { vnet }))).toMatchObject(refused);
    expect(await failure(client.api.cluster.sdn.vnets.$(vnet).$delete())).toMatchObject(refused);
    expect(server.received).toEqual([]);
  });

  test('null is refused and not sent', async () => {
    const error = await failure(client.call('PUT', '/version', {}, { comment: null }));
    expect(error).toMatchObject({ outcome: 'refused', kind: 'invalid', status: null });
    expect(error.reason).toContain('"delete"');
    expect(server.received).toEqual([]);
  });

  test('a form that is longer than pveproxy reads is refused and not sent', async () => {
    const error = await failure(client.call('POST', '/pools', {}, { comment: 'x'.repeat(512 * 1024) }));
    expect(error).toMatchObject({ outcome: 'refused', kind: 'invalid' });
    expect(server.received).toEqual([]);
  });
});

describe('the outcome of an answer', () => {
  const permissionText = 'Permission check failed (/vms/101, VM.Audit|VM.Config.Disk)';
  test.each([
    [401, 'No ticket', '', 'refused', 'authentication'],
    [403, permissionText, undefined, 'refused', 'permission'],
    [501, "Method 'POST /nosuch' not implemented", undefined, 'refused', 'not-implemented'],
    [595, 'No route to host', '', 'refused', 'unreachable'],
    [596, 'Connection timed out', '', 'unknown', 'timeout'],
    [596, 'Broken pipe', '', 'unknown', 'unreachable'],
    [599, 'Too many redirections', '', 'unknown', 'unreachable'],
    [502, 'Bad Gateway', '<html>', 'unknown', 'unreachable'],
    [504, 'Gateway Time-out', '<html>', 'unknown', 'timeout'],
    [302, 'Found', '', 'unknown', 'other'],
    [500, 'got no worker upid - start worker failed', undefined, 'unknown', 'other'],
    [500, 'cluster not ready - no quorum?', undefined, 'unknown', 'no-quorum'],
    [500, 'VM is locked (clone)', undefined, 'refused', 'locked'],
    [500, 'VM is locked (clone) by fate', undefined, 'unknown', 'locked'],
    [500, 'update pools failed: 403 Permission check failed (/vms/6000, Permissions.Modify|VM.Allocate)', undefined, 'unknown', 'permission'],
    [500, "create pool failed: pool 'tpool' already exists", undefined, 'unknown', 'conflict'],
    [500, "Configuration file 'nodes/pve1/qemu-server/999.conf' does not exist", undefined, 'unknown', 'missing'],
    [200, 'OK', '<html>a login page</html>', 'unknown', 'other'],
  ])('a POST with %i %s', async (status, text, body, outcome, kind) => {
    respond = (got) => answerWith(got, status, text, body);
    const error = await failure(clone());
    expect(error).toMatchObject({ outcome, kind, status, method: 'POST', template: '/nodes/{node}/qemu/{vmid}/clone' });
    expect(error.path).toBe('/nodes/pve1/qemu/9000/clone');
    if (status !== 200) expect(error.reason).toBe(text);
    expect(reports).toMatchObject([{ cluster: 'demo', method: 'POST', outcome, status }]);
  });

  test.each([500, 502, 596])('a GET with %i changed nothing', async (status) => {
    respond = (got) => answerWith(got, status, 'no');
    expect(await failure(readConfig())).toMatchObject({ outcome: 'refused', status });
  });

  test('a 403 names the path and the privileges', async () => {
    respond = (got) => answerWith(got, 403, permissionText);
    expect((await failure(clone())).permission).toEqual({ path: '/vms/101', privileges: ['VM.Audit', 'VM.Config.Disk'] });
  });

  test('a 403 may keep them to itself', async () => {
    respond = (got) => answerWith(got, 403, 'Permission check failed');
    expect(await failure(clone())).toMatchObject({ kind: 'permission', permission: null });
  });

  test('a 400 names the parameters', async () => {
    respond = (got) =>
      answerWith(got, 400, 'Parameter verification failed.', {
        errors: { vmid: "type check ('integer') failed - got 'abc'\n" },
        message: 'Parameter verification failed.\n',
        data: null,
      });
    const error = await failure(clone());
    expect(error).toMatchObject({ outcome: 'refused', kind: 'invalid', fields: { vmid: "type check ('integer') failed - got 'abc'" } });
    expect(error.message).toContain("vmid: type check ('integer') failed");
  });

  test('a parameter error that SDN wraps into a 500 is found', async () => {
    const message = 'create sdn vnet object failed: 400 Parameter verification failed.\ntag: vlan tag is not allowed on simple zone\n';
    respond = (got) => answerWith(got, 500, 'create sdn vnet object failed: 400 Parameter verification failed.', { message, data: null });
    expect(await failure(client.call('POST', '/cluster/sdn/vnets', {}, { vnet: 'v1' }))).toMatchObject({
      outcome: 'unknown',
      kind: 'invalid',
      fields: { tag: 'vlan tag is not allowed on simple zone' },
    });
  });

  test('an accepted call gives the data and is reported', async () => {
    const upid = 'UPID:pve1:00001234:000ABCDE:691F0000:qmclone:9000:vigie@pve!provisioner:';
    respond = (got) => answerWith(got, 200, 'OK', { data: upid });
    expect(await clone()).toBe(upid);
    expect(await client.api.nodes.$('pve1').qemu.$(9000).clone.$post({ newid: 100 })).toBe(upid);
    const report = { cluster: 'demo', method: 'POST', template: '/nodes/{node}/qemu/{vmid}/clone', outcome: 'accepted', status: 200 };
    expect(reports).toMatchObject([report, report]);
  });
});

describe('what the version does not offer', () => {
  test('is refused before it is sent, also through the typed tree', async () => {
    respond = (got) => answerWith(got, 200, 'OK', { data: { version: '8.0.4', release: '8.0' } });
    const refused = { outcome: 'refused', kind: 'not-implemented', status: null };
    expect(await failure(client.call('POST', '/cluster/sdn/vnets/{vnet}/ips', { vnet: 't1' }, { ip: '10.0.0.1' }))).toMatchObject(refused);
    expect(await failure(client.api.cluster.sdn.zones.$post({ zone: 'z', type: 'simple', dhcp: 'dnsmasq' }))).toMatchObject(refused);
    expect(server.received.map(({ method, url }) => `${method} ${url}`)).toEqual(Array(2).fill('GET /api2/json/version'));
  });
});

describe('no answer', () => {
  test('a POST whose connection is cut is unknown and is not sent again', async () => {
    respond = (got) => got.socket.destroy();
    expect(await failure(clone())).toMatchObject({ outcome: 'unknown', kind: 'unreachable', status: null });
    expect(server.received).toHaveLength(1);
  });

  test('a POST whose answer is cut is unknown', async () => {
    respond = (got) => {
      got.answer.writeHead(200, { 'content-length': '100' });
      got.answer.write('{"data":', () => got.socket.destroy());
    };
    expect(await failure(clone())).toMatchObject({ outcome: 'unknown', status: null });
    expect(server.received).toHaveLength(1);
  });

  test('a GET is sent once more after a reset', async () => {
    respond = (got) => (server.received.length === 1 ? got.socket.destroy() : answerWith(got, 200, 'OK', { data: { cores: 1 } }));
    expect(await readConfig()).toEqual({ cores: 1 });
    expect(reports).toMatchObject([{ outcome: 'accepted' }]);
  });

  test('a GET is sent no third time', async () => {
    respond = (got) => got.socket.destroy();
    expect(await failure(readConfig())).toMatchObject({ outcome: 'refused', kind: 'unreachable' });
    expect(server.received).toHaveLength(2);
  });

  test.each([
    ['POST', 'unknown'],
    ['GET', 'refused'],
  ] as const)('a %s that hangs is given up', async (method, outcome) => {
    client = clientOf({ timeoutMs: 1000 });
    respond = () => undefined;
    expect(await failure(client.call(method, '/version', {}))).toMatchObject({ outcome, kind: 'timeout', status: null });
    expect(server.received).toHaveLength(1);
  });

  test('a closed client fails what is under way and takes nothing more', async () => {
    respond = () => undefined;
    const hanging = failure(clone());
    await server.arrived(1);
    await client.close();
    expect(await hanging).toMatchObject({ outcome: 'unknown' });
    await expect(readConfig()).rejects.toThrow('is closed');
  });
});

describe('secrets', () => {
  const password = 'Tr0ub4dor & 3';

  test.each(['status line', 'field', 'reset'])('do not come back in an error (%s)', async (where) => {
    const echo = `bad ${secret} ${encodeURIComponent(password)} ${password}`;
    respond = (got) => {
      if (where === 'reset') got.socket.destroy();
      else if (where === 'field') answerWith(got, 400, 'Parameter verification failed.', { errors: { password: echo }, data: null });
      else answerWith(got, 500, echo);
    };
    const error = await failure(client.call('POST', '/access/users', {}, { userid: 'a@pve', password }));
    const everything = inspect(error, { depth: null, showHidden: true }) + JSON.stringify(error) + String(error.stack);
    for (const word of [secret, password, encodeURIComponent(password)]) expect(everything).not.toContain(word);
    if (where !== 'reset') expect(everything).toContain('[redacted]');
  });

  test('whatever they are made of', async () => {
    const word = fc
      .string({ unit: fc.oneof(fc.constantFrom("'", '(', '!', '%', '+', ' ', '"', '\\', '=', ';', '&', 'é', '€'), fc.string({ minLength: 1, maxLength: 1 })), minLength: 6, maxLength: 24 })
      .filter((text) => text === text.trim());
    await fc.assert(
      fc.asyncProperty(word, fc.constantFrom('line', 'body', 'field', 'redirect'), async (cipassword, where) => {
        // Marks what an echo leaves of it, whatever it is made of.
        const echo = `<${cipassword}> <${encodeURIComponent(cipassword)}> <${JSON.stringify(cipassword).slice(1, -1)}>`;
        respond = (got) => {
          if (where === 'field') answerWith(got, 400, 'Parameter verification failed.', { errors: { cipassword: echo }, data: null });
          else if (where === 'body') answerWith(got, 500, 'no', { message: echo, data: null });
          else answerWith(got, where === 'line' ? 500 : 302, Buffer.from(echo, 'utf8').toString('latin1'), '');
        };
        const error = await failure(client.call('PUT', '/nodes/{node}/qemu/{vmid}/config', { node: 'pve1', vmid: 100 }, { cipassword }));
        const told = [error.reason, ...Object.values(error.fields)].find((text) => text.includes('<')) ?? '';
        expect(told).toBe('<[redacted]> <[redacted]> <[redacted]>');
        for (const text of [error.message, String(error.stack), JSON.stringify(error), inspect(error, { depth: null, showHidden: true })]) {
          expect(text).not.toContain(`<${cipassword}>`);
          expect(text).not.toContain(`<${encodeURIComponent(cipassword)}>`);
        }
      }),
      { numRuns: 60 },
    );
  });

  test('cannot be read off the client', () => {
    expect(inspect(client, { depth: null, showHidden: true })).not.toContain(secret);
  });
});

describe('a list', () => {
  async function rowsOf(answer: unknown): Promise<unknown[]> {
    respond = (got) => answerWith(got, 200, 'OK', answer as object);
    const rows = new RowScanner(['id', 'name']);
    const seen: unknown[] = [];
    await client.list('/cluster/resources', {}, rows, () => seen.push({ id: rows.text(0), name: rows.text(1) }));
    return seen;
  }

  test('is given row by row', async () => {
    const data = Array.from({ length: 5_000 }, (_, i) => ({ id: `qemu/${i}`, name: '},{ä€' }));
    expect(await rowsOf({ data })).toEqual(data);
    expect(server.received[0]).toMatchObject({ method: 'GET', url: '/api2/json/cluster/resources' });
    expect(reports).toEqual([expect.objectContaining({ template: '/cluster/resources', outcome: 'accepted', status: 200 })]);
  });

  test.each([{ data: null }, { data: {} }, {}])('%j is none', async (answer) => {
    expect(await failure(rowsOf(answer))).toMatchObject({ outcome: 'refused', kind: 'other', status: 200 });
  });

  test('gives no row of an answer that is no success', async () => {
    respond = (got) => answerWith(got, 403, 'Permission check failed', { data: [{ id: 1 }] });
    const each = () => {
      throw new Error('must not be called');
    };
    expect(await failure(client.list('/cluster/resources', {}, new RowScanner([]), each))).toMatchObject({ status: 403, kind: 'permission' });
  });
});
