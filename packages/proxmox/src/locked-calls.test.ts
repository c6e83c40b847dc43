import { createPveClient, type CallReport, type PveClient } from './client.ts';
import { makeCertificate, type Certificate } from './testing/certificate.ts';
import { answerWith, startPveServer, type PveServer, type Received } from './testing/pve-server.ts';

let certificate: Certificate;
let server: PveServer;
let client: PveClient;
let respond: (got: Received) => void;
const reports: CallReport[] = [];
let onReport: () => void = () => undefined;

beforeAll(async () => {
  certificate = await makeCertificate();
});
beforeEach(async () => {
  reports.length = 0;
  server = await startPveServer(certificate, (got) => respond(got));
  client = createPveClient({
    cluster: 'demo',
    endpoints: [{ url: server.url, fingerprint: certificate.fingerprint }],
    token: { id: 'vigie@pve!test', secret: 'very-secret' },
    onCall(report) {
      reports.push(report);
      onReport();
    },
  });
});
afterEach(async () => {
  await client.close();
  await server.close();
});

const put = () => client.call('PUT', '/nodes/{node}/qemu/{vmid}/config', { node: 'pve1', vmid: 100 }, { cores: 2 });
const firstIs = (status: number, text: string) => (got: Received) =>
  server.received.length === 1 ? answerWith(got, status, text) : answerWith(got, 200, 'OK', { data: null });

test('a change that meets a lock is sent again, and each attempt is reported', async () => {
  respond = firstIs(500, 'VM is locked (backup)');
  expect(await put()).toBeNull();
  expect(reports.map(({ outcome, status }) => [outcome, status])).toEqual([['refused', 500], ['accepted', 200]]);
});

test.each([
  [500, 'VM is locked (backup) by a friend'],
  [500, 'cluster not ready - no quorum?'],
  [500, 'got no worker upid - start worker failed'],
  [403, 'VM is locked (backup)'],
  [595, 'No route to host'],
  [596, 'Broken pipe'],
])('%i %s is not sent again', async (status, text) => {
  respond = firstIs(status, text);
  await expect(put()).rejects.toMatchObject({ status });
  expect(server.received).toHaveLength(1);
});

test('a read is not sent again for a lock', async () => {
  respond = firstIs(500, 'VM is locked (backup)');
  await expect(client.call('GET', '/version', {})).rejects.toMatchObject({ kind: 'locked' });
  expect(server.received).toHaveLength(1);
});

test('closing the client ends the waiting', async () => {
  respond = (got) => answerWith(got, 500, 'VM is locked (backup)');
  const refused = new Promise<void>((resolve) => (onReport = resolve));
  const waiting = expect(put()).rejects.toMatchObject({ kind: 'locked', outcome: 'refused' });
  await refused;
  await client.close();
  await waiting;
});
