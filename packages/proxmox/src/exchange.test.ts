import { createAgent } from './agent.ts';
import { exchange } from './exchange.ts';
import { pve } from './products/pve.ts';
import { makeCertificate } from './testing/certificate.ts';
import { answerWith, startPveServer } from './testing/pve-server.ts';

test('an answer without end is not swallowed', async () => {
  const certificate = await makeCertificate();
  const server = await startPveServer(certificate, (got) => answerWith(got, 200, 'OK', 'x'.repeat(33 * 1024 * 1024)));
  const agent = createAgent({ url: server.url, fingerprint: certificate.fingerprint }, { connectMs: 5000, idleMs: 3500 }, pve.words);
  const call = exchange({ agent, url: new URL(server.url), method: 'GET', headers: {}, body: null }, new AbortController().signal);
  await expect(call).rejects.toThrow('longer than 32 MiB');
  agent.destroy();
  await server.close();
});
