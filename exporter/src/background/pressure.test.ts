import { backgroundOf } from '../testing/background-samples.ts';
import { fakeReader, node } from '../testing/fake-reader.ts';
import { pressureCollector } from './pressure.ts';

const row = { time: 60, pressurecpusome: 12.5, pressureiosome: 1, pressureiofull: 0.5, pressurememorysome: 0, pressurememoryfull: 0 };
const resources = [node('pve1')];
const collect = (nodeHistory: unknown) => backgroundOf(pressureCollector, fakeReader({ resources, nodeHistory })).pass();
const series = (resource: string, stall: string) => `pve_node_pressure_ratio{cluster="demo",id="node/pve1",resource="${resource}",stall="${stall}"}`;

test('takes the newest minute that has numbers, as ratios', async () => {
  expect(await collect([{ ...row, pressurecpusome: 99 }, row, { time: 120 }])).toEqual(new Map([
    [series('cpu', 'some'), 0.125],
    [series('io', 'some'), 0.01],
    [series('io', 'full'), 0.005],
    [series('memory', 'some'), 0],
    [series('memory', 'full'), 0],
  ]));
});

test('a Proxmox that stores none has no series', async () => {
  expect((await collect([{ time: 60, cpu: 0.5 }])).size).toBe(0);
});
