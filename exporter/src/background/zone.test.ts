import { backgroundOf } from '../testing/background-samples.ts';
import { fakeReader, node } from '../testing/fake-reader.ts';
import { zoneCollector } from './zone.ts';

test('tells the state of each zone on each node', async () => {
  const reader = fakeReader({
    resources: [node('pve1'), node('pve2')],
    zones: (name: string) => [{ zone: 'z1', status: name === 'pve1' ? 'available' : 'error' }],
  });
  expect(await backgroundOf(zoneCollector, reader).pass()).toEqual(new Map([
    ['pve_sdn_zone_state{cluster="demo",id="node/pve1",state="available",zone="z1"}', 1],
    ['pve_sdn_zone_state{cluster="demo",id="node/pve2",state="error",zone="z1"}', 1],
  ]));
});
