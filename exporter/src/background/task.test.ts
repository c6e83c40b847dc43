import { backgroundOf } from '../testing/background-samples.ts';
import { fakeReader, node } from '../testing/fake-reader.ts';
import { taskCollector } from './task.ts';

const resources = [node('pve1')];
const task = (type: string, status: string) => ({ type, status, starttime: 1, endtime: 2, upid: 'UPID' });
const series = (type: string, result: string) => `pve_node_failed_tasks{cluster="demo",id="node/pve1",result="${result}",type="${type}"}`;

test('counts what did not end well, by type and result', async () => {
  const badTasks = [
    task('vzdump', 'job errors'),
    task('vzdump', 'job errors'),
    task('vzdump', 'WARNINGS: 2'),
    task('qmstart', 'unexpected status'),
    task('qmstop', 'OK'),
    { type: 'qmclone', starttime: 1 },
  ];
  expect(await backgroundOf(taskCollector, fakeReader({ resources, badTasks })).pass()).toEqual(new Map([
    [series('vzdump', 'error'), 2],
    [series('vzdump', 'warning'), 1],
    [series('qmstart', 'unknown'), 1],
  ]));
});

test('asks for a day, and for a list that ends', async () => {
  const asked: unknown[] = [];
  await backgroundOf(taskCollector, fakeReader({ resources, badTasks: (...what: unknown[]) => (asked.push(what), []) })).pass();
  expect(asked).toEqual([['pve1', expect.any(Number), 1000]]);
  const [[, since]] = asked as [[string, number]];
  expect(Math.abs(Date.now() / 1000 - 86_400 - since)).toBeLessThan(60);
});

test('a token that would see its own tasks only is not believed', async () => {
  const reader = fakeReader({ resources, permissions: { '/nodes/pve1': { 'VM.Audit': 1 } } });
  const collector = backgroundOf(taskCollector, reader);
  await collector.pass();
  expect(collector.failure()).toMatchObject({ kind: 'permission', message: expect.stringContaining('Sys.Audit on /nodes/pve1') });
  expect(reader.reads.badTasks).toBeUndefined();
});
