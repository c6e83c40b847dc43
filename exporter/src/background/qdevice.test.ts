import { backgroundOf } from '../testing/background-samples.ts';
import { fakeReader } from '../testing/fake-reader.ts';
import { qdeviceCollector } from './qdevice.ts';

const device = {
  Model: 'Net', Algorithm: 'Fifty-Fifty split', 'QNetd host': '10.0.0.1:5403', 'Tie-breaker': 'Node with lowest node ID', State: 'Connected',
};
const collect = (qdevice: unknown) => backgroundOf(qdeviceCollector, fakeReader({ qdevice })).pass();
const up = 'pve_qdevice_up{cluster="demo",id="cluster/demo"}';

test('tells whether it is connected, and what it is', async () => {
  const samples = await collect(device);
  expect(samples.get(up)).toBe(1);
  expect([...samples.keys()].find((key) => key.startsWith('pve_qdevice_info'))).toBe(
    'pve_qdevice_info{algorithm="Fifty-Fifty split",cluster="demo",id="cluster/demo",model="Net",qnetd_host="10.0.0.1:5403",'
      + 'state="Connected",tie_breaker="Node with lowest node ID"}',
  );
});

test('one that is not connected is down', async () => {
  expect((await collect({ ...device, State: 'Connect failed' })).get(up)).toBe(0);
});

test.each([{}, null, []])('a cluster without one (%p) has no series', async (answer) => {
  expect((await collect(answer)).size).toBe(0);
});
