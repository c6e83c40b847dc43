import { createPveClient } from './client.ts';
import { makeCertificate } from './testing/certificate.ts';
import { answerWith, startPveServer, type Received } from './testing/pve-server.ts';

test('a node gets three calls at once, another node is not held up, and none is lost', async () => {
  const held: Received[] = [];
  let most = 0;
  const certificate = await makeCertificate();
  const server = await startPveServer(certificate, (got) => {
    if (got.url.includes('/pve2/')) return answerWith(got, 200, 'OK', { data: 'pve2' });
    held.push(got);
    most = Math.max(most, held.length);
  });
  const client = createPveClient({
    cluster: 'demo',
    endpoints: [{ url: server.url, fingerprint: certificate.fingerprint }],
    token: { id: 'vigie@pve!test', secret: 'secret' },
  });
  const status = (node: string) => client.call('GET', '/nodes/{node}/status', { node });

  const calls = Array.from({ length: 7 }, () => status('pve1'));
  await server.arrived(3);
  expect(await status('pve2')).toBe('pve2');
  for (let answered = 0; answered < calls.length; answered += 1) {
    // The one to pve2 was received too.
    await server.arrived(answered + 2);
    answerWith(held.shift() as Received, 200, 'OK', { data: answered });
  }
  expect(await Promise.all(calls)).toHaveLength(7);
  expect(most).toBe(3);
  await client.close();
  await server.close();
});
