import { backgroundOf } from '../testing/background-samples.ts';
import { fakeReader, node } from '../testing/fake-reader.ts';
import { certificateCollector } from './certificate.ts';

const ca = { filename: 'pve-root-ca.pem', notafter: 1, subject: '/CN=CA' };
const own = { filename: 'pve-ssl.pem', notafter: 2000, subject: '/CN=pve1' };
const uploaded = { filename: 'pveproxy-ssl.pem', notafter: '3000', subject: '/CN=pve1.example' };
const resources = [node('pve1'), node('pve2', { status: 'offline' })];
const collect = (certificates: unknown) => backgroundOf(certificateCollector, fakeReader({ resources, certificates })).pass();

test.each([
  ['the uploaded one', [ca, own, uploaded], '/CN=pve1.example', 3000],
  ["the cluster's", [ca, own], '/CN=pve1', 2000],
])('tells of the certificate that is served: %s', async (_which, certificates, subject, expiry) => {
  expect(await collect(certificates)).toEqual(
    new Map([[`pve_certificate_expiry_timestamp_seconds{cluster="demo",node="pve1",subject="${subject}"}`, expiry]]),
  );
});

test('an answer without it is no certificate that never expires', async () => {
  expect(await collect([ca])).toEqual(new Map());
});
