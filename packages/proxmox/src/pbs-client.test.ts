import { inspect } from 'node:util';
import { ProxmoxError } from './errors.ts';
import { createPbsClient, type PbsCallReport, type PbsClient } from './pbs-client.ts';
import { makeCertificate, type Certificate } from './testing/certificate.ts';
import { answerWith, startPveServer, type PveServer, type Received } from './testing/pve-server.ts';

const secret = 'very-secret:with=both';
let certificate: Certificate;
let server: PveServer;
let client: PbsClient;
let respond: (got: Received) => void;

beforeAll(async () => {
  certificate = await makeCertificate();
});
beforeEach(async () => {
  respond = (got) => answerWith(got, 200, 'OK', { data: [] });
  server = await startPveServer(certificate, (got) => respond(got));
  client = clientOf(server.url, certificate.fingerprint);
});
afterEach(async () => {
  await client.close();
  await server.close();
});

const clientOf = (url: string, fingerprint: string) =>
  createPbsClient({ server: 'main', endpoints: [{ url, fingerprint }], token: { id: 'vigie@pbs!exporter', secret } });
const usage = (of = client) => of.call('GET', '/status/datastore-usage', {});

async function failure(call: Promise<unknown>): Promise<ProxmoxError> {
  const error: unknown = await call.then(
    () => new Error('the call was accepted'),
    (reason: unknown) => reason,
  );
  if (!(error instanceof ProxmoxError)) throw error;
  return error;
}

test('a colon stands between the token and its secret, whatever is in the secret', async () => {
  await usage();
  expect(server.received[0]).toMatchObject({
    method: 'GET',
    url: '/api2/json/status/datastore-usage',
    headers: { authorization: 'PBSAPIToken=vigie@pbs!exporter:very-secret%3Awith%3Dboth' },
  });
});

test.each([
  [400, "datastore 'none' does not exist.", 'missing'],
  [400, "parameter verification failed - 'store': value does not match the regex pattern", 'invalid'],
  [401, 'authentication failed - invalid API token secret', 'authentication'],
  [403, 'permission check failed', 'permission'],
  [404, "Path '/api2/json/nonsense' not found.", 'missing'],
])('an error is the text of its body: %i %s', async (status, text, kind) => {
  respond = (got) => answerWith(got, status, 'Some Phrase', `${text}\n`);
  const error = await failure(usage());
  expect(error).toMatchObject({ outcome: 'refused', status, kind, reason: text, path: '/status/datastore-usage' });
});

test('every call is reported with its server', async () => {
  const reports: PbsCallReport[] = [];
  const reported = createPbsClient({
    server: 'main', endpoints: [{ url: server.url, fingerprint: certificate.fingerprint }], token: { id: 'vigie@pbs!exporter', secret },
    onCall: (report) => reports.push(report),
  });
  await usage(reported);
  await reported.close();
  expect(reports).toMatchObject([{ server: 'main', method: 'GET', template: '/status/datastore-usage', outcome: 'accepted', status: 200 }]);
});

test('without a body the phrase must do', async () => {
  respond = (got) => answerWith(got, 503, 'Service Unavailable', '');
  expect(await failure(usage())).toMatchObject({ kind: 'unreachable', reason: 'Service Unavailable' });
});

test.each([
  [400, "parameter verification failed - 'backup-id': parameter is missing and it is not optional.", 'refused', 'invalid'],
  [400, 'unable to acquire lock on datastore', 'unknown', 'invalid'],
  [401, 'authentication failed - no authentication credentials provided.', 'refused', 'authentication'],
  [403, "missing permissions 'Datastore.Verify|Datastore.Backup' on '/datastore/main'", 'refused', 'permission'],
  [404, 'no such task', 'refused', 'missing'],
  [500, 'worker died', 'unknown', 'other'],
  [502, '<html>', 'unknown', 'unreachable'],
  [504, '<html>', 'unknown', 'timeout'],
])('the outcome of a change with %i %s', async (status, text, outcome, kind) => {
  respond = (got) => answerWith(got, status, 'Some Phrase', text);
  const error = await failure(client.call('POST', '/admin/datastore/{store}/verify', { store: 'main' }));
  expect(error).toMatchObject({ outcome, kind, status });
  expect(error.permission).toEqual(
    status === 403 ? { path: '/datastore/main', privileges: ['Datastore.Verify', 'Datastore.Backup'] } : null,
  );
  expect(server.received).toHaveLength(1);
});

test('what was written and failed on the server may have happened', async () => {
  respond = (got) => answerWith(got, 500, 'Internal Server Error', 'unable to get lock');
  expect(await failure(client.call('POST', '/admin/datastore/{store}/gc', { store: 'main' }))).toMatchObject({ outcome: 'unknown' });
});

test('the secret does not come back in an error', async () => {
  respond = (got) => answerWith(got, 401, 'Unauthorized', `no such token ${secret} ${encodeURIComponent(secret)}`);
  const error = await failure(usage());
  expect(inspect(error, { depth: null, showHidden: true })).not.toMatch(/very-secret/);
  expect(error.reason).toContain('[redacted]');
});

test('a certificate that does not fit is told in the words of the backup server, and nothing is sent', async () => {
  const other = clientOf(server.url, Array(32).fill('AA').join(':'));
  const error = await failure(usage(other));
  await other.close();
  expect(error).toMatchObject({ kind: 'certificate', outcome: 'refused' });
  expect(error.reason).toContain('"proxmox-backup-manager cert info" on the server');
  expect(server.received).toEqual([]);
});

test('a closed client names its server', async () => {
  await client.close();
  await expect(usage()).rejects.toThrow('the client of backup server main is closed');
});
