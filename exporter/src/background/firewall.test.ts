import { backgroundOf } from '../testing/background-samples.ts';
import { failing, fakeReader, node } from '../testing/fake-reader.ts';
import { firewallCollector } from './firewall.ts';

const resources = [node('pve1'), node('pve2', { status: 'offline' })];
const collect = (firewallOptions: unknown) => backgroundOf(firewallCollector, fakeReader({ resources, firewallOptions })).pass();
const enabled = (value: number) => new Map([['pve_firewall_enabled{cluster="demo",id="node/pve1"}', value]]);

test.each<[string, Record<string, unknown>, Record<string, unknown>, number]>([
  ['nothing was ever set', {}, {}, 0],
  ['the datacenter is on', { enable: '1' }, {}, 1],
  ['the datacenter is off', { enable: 0 }, { enable: 1 }, 0],
  ['the node is off', { enable: 1 }, { enable: 0 }, 0],
])('%s', async (_, datacenter, own, value) => {
  expect(await collect((name: string) => (name === '' ? datacenter : own))).toEqual(enabled(value));
});

test('what cannot be read is neither on nor off', async () => {
  expect(await collect(failing('permission'))).toEqual(new Map());
});
