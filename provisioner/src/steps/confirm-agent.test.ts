import { fakePve } from '../backups/fixture.ts';
import { confirmAgent } from './confirm-agent.ts';
import type { StepContext } from './ports.ts';

const status = 'GET /nodes/{node}/qemu/{vmid}/status/current';
const agent = 'GET /nodes/{node}/qemu/{vmid}/agent/network-get-interfaces';

/** A machine that has run for `uptime` seconds and answers; machines like it need `notBefore` milliseconds. Answers what happened, in order. */
async function confirm(uptime: number, notBefore: number): Promise<string[]> {
  const happened: string[] = [];
  const tell = <Answer>(what: string, answer: Answer) => () => {
    happened.push(what);
    return answer;
  };
  const { pve } = fakePve({
    [status]: { uptime },
    [agent]: tell('asked', { result: [{ name: 'eth0', 'ip-addresses': [{ 'ip-address': '10.10.0.10' }] }] }),
  });
  const context = {
    pve,
    order: { spec: { template: 'debian-13' } },
    cluster: { name: 'demo' },
    settings: { agentTimeoutSeconds: 60 },
    store: { vmOf: () => Promise.resolve({ node: 'pve1', vmid: 20_000, addresses: ['10.10.0.10'] }) },
    // Once it has waited, the time is over.
    boots: { notBefore: () => (happened.includes('waited') ? 0 : notBefore), learn: (kind: string) => happened.push(`learnt of ${kind}`) },
    isCancelled: async () => tell('waited', false)(),
  };
  expect(await confirmAgent.run(context as unknown as StepContext)).toBe('done');
  return happened;
}

test('a machine of which nothing is known is asked at once', async () => {
  expect(await confirm(0, 0)).toEqual(['asked', 'learnt of demo/debian-13']);
});

test('one that was just started is not asked before its like answer', async () => {
  expect(await confirm(0, 20)).toEqual(['waited', 'asked', 'learnt of demo/debian-13']);
});

test('one that runs for long is asked at once, and nobody learns of it when it came up', async () => {
  expect(await confirm(3_600, 60_000)).toEqual(['asked']);
});
