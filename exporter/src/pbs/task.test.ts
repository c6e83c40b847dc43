import { pbsOf } from '../testing/pbs-samples.ts';
import { taskCollector } from './task.ts';

const path = '/nodes/{node}/tasks';
const task = (type: string, status: string) => ({ worker_type: type, status, starttime: 1, endtime: 2 });

test('counts what did not end well in a day, by type and result', async () => {
  const { api, pass } = pbsOf(taskCollector, { [path]: [task('backup', 'connection closed'), task('backup', 'aborted'), task('syncjob', 'WARNINGS: 1')] });
  expect(await pass()).toEqual(new Map([
    ['pbs_failed_tasks{result="error",server="main",type="backup"}', 2],
    ['pbs_failed_tasks{result="warning",server="main",type="syncjob"}', 1],
  ]));
  const asked = new URLSearchParams(api.calls.find((call) => call.startsWith(path))?.split('?')[1]);
  expect(Math.abs(Date.now() / 1000 - 86_400 - Number(asked.get('since')))).toBeLessThan(60);
  expect([asked.get('errors'), asked.get('limit')]).toEqual(['true', '1000']);
});

test('a token that would see its own tasks only is not believed', async () => {
  const { pass, failure } = pbsOf(taskCollector, { '/access/permissions': { '/system/tasks': {} }, [path]: [] });
  await pass();
  expect(failure()).toMatchObject({ kind: 'permission', message: expect.stringContaining('/system/tasks') });
});
