import { fakeContext } from '../fixture.ts';
import { service } from './service.ts';

const line = (address: string) => `LISTEN 0      4096         ${address}      0.0.0.0:*\n`;

function world(outputs: string[], exitcode = 0) {
  return fakeContext({
    'POST /nodes/{node}/qemu/{vmid}/agent/exec': () => ({ pid: 7 }),
    'GET /nodes/{node}/qemu/{vmid}/agent/exec-status': () => ({ exited: 1, exitcode, 'out-data': outputs.length > 1 ? outputs.shift() : outputs[0] }),
  });
}

test.each(['0.0.0.0:22', '[::]:22', '*:22', '127.0.0.1%lo:22'])('a port that is served on %s', async (address) => {
  const { context, facts } = world([line(address)]);
  expect(await service.run(context)).toMatchObject([{ name: 'port', subject: '22', passed: true }]);
  expect(facts.servedAt).toBe('2026-11-21T03:30:00.000Z');
});

test('a service that comes up after the agent is waited for', async () => {
  const { context, facts } = world(['', '', line('*:22')]);
  expect(await service.run(context)).toMatchObject([{ passed: true }]);
  expect(facts.servedAt).toBe('2026-11-21T03:30:04.000Z');
});

test('one that does not come up fails; a port that only looks alike is another one', async () => {
  const { context, facts } = world([line('0.0.0.0:2222') + line('0.0.0.0:220')]);
  expect(await service.run(context)).toMatchObject([{ passed: false, reason: { code: 'port-closed', params: { port: 22 } } }]);
  expect(facts.servedAt).toBeUndefined();
});

test('a look that could not be had is no closed port', async () => {
  await expect(service.run(world([''], 127).context)).rejects.toMatchObject({ name: 'StepFailure', reason: { code: 'restored-program-failed' } });
});
