import { backgroundOf } from '../testing/background-samples.ts';
import { fakeReader, node, proxmoxError } from '../testing/fake-reader.ts';
import { nodeStatusCollector } from './node-status.ts';

const status = { loadavg: ['1.29', '1.15', '1.10'], wait: 0.02, swap: { total: 1000, used: 10, free: 990 }, cpu: 0.1 };
const resources = [node('pve1'), node('pve2')];
const of1 = (name: string) => `pve_node_${name}{cluster="demo",id="node/pve1"}`;
const all = new Map([
  [of1('load1'), 1.29],
  [of1('load5'), 1.15],
  [of1('load15'), 1.1],
  [of1('io_wait_ratio'), 0.02],
  [of1('swap_size_bytes'), 1000],
  [of1('swap_usage_bytes'), 10],
]);

test('tells of the nodes that answer, and fails because of the others', async () => {
  const reader = fakeReader({
    resources,
    nodeStatus: (name: string) => {
      if (name === 'pve2') throw proxmoxError('timeout');
      return status;
    },
  });
  const collector = backgroundOf(nodeStatusCollector, reader);
  expect(await collector.pass()).toEqual(all);
  expect(collector.failure()).toMatchObject({ kind: 'timeout' });
});

test('a node that died has no load, and its death is no failure of ours', async () => {
  const reader = fakeReader({ resources, nodeStatus: status });
  const collector = backgroundOf(nodeStatusCollector, reader);
  await collector.pass();
  reader.answers.resources = [node('pve1'), node('pve2', { status: 'offline' })];
  expect(await collector.pass()).toEqual(all);
  expect(collector.failure()).toBeNull();
});

test('what a node does not say has no series', async () => {
  const samples = await backgroundOf(nodeStatusCollector, fakeReader({ resources, nodeStatus: { loadavg: 'x' } })).pass();
  expect(samples.size).toBe(0);
});
