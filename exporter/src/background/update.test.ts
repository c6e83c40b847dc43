import { backgroundOf } from '../testing/background-samples.ts';
import { failing, fakeReader, node } from '../testing/fake-reader.ts';
import { updateCollector } from './update.ts';

const resources = [node('pve1')];

test('counts pending updates, also when there are none', async () => {
  const reader = fakeReader({ resources, updates: [{ Package: 'pve-manager' }, { Package: 'qemu-server' }] });
  const collector = backgroundOf(updateCollector, reader);
  const pending = 'pve_node_updates_pending{cluster="demo",id="node/pve1"}';
  expect([...(await collector.pass())]).toEqual([[pending, 2]]);
  reader.answers.updates = [];
  expect([...(await collector.pass())]).toEqual([[pending, 0]]);
});

test('a token that may not look is a failure', async () => {
  const collector = backgroundOf(updateCollector, fakeReader({ resources, updates: failing('permission') }));
  expect((await collector.pass()).size).toBe(0);
  expect(collector.failure()).toMatchObject({ kind: 'permission' });
});
