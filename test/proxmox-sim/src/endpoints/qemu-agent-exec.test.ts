import { changeContents } from '../model/contents.ts';
import { testCluster } from '../testing.ts';
import type { TestCluster } from '../testing.ts';

async function booted(): Promise<TestCluster> {
  const cluster = testCluster();
  await cluster.task('POST', '/nodes/pve1/qemu/9000/clone', { newid: 100, name: 'web' });
  await cluster.task('POST', '/nodes/pve1/qemu/100/status/start');
  return cluster;
}

async function run({ call }: TestCluster, ...command: string[]): Promise<unknown> {
  const started = await call('POST', '/nodes/pve1/qemu/100/agent/exec', { command });
  const { pid } = started.data as { pid: number };
  return (await call('GET', '/nodes/pve1/qemu/100/agent/exec-status', { pid })).data;
}

test('a program that does not exist is 596 without a body', async () => {
  const { call } = await booted();
  expect(await call('POST', '/nodes/pve1/qemu/100/agent/exec', { command: '/bin/nosuch' })).toMatchObject({ status: 596, body: null });
});

test('a stopped guest runs nothing', async () => {
  const cluster = await booted();
  await cluster.task('POST', '/nodes/pve1/qemu/100/status/stop');
  expect((await cluster.call('POST', '/nodes/pve1/qemu/100/agent/exec', { command: 'true' })).statusText).toBe('VM 100 is not running');
});

test('the end of a process is told once', async () => {
  const { call } = await booted();
  const { pid } = (await call('POST', '/nodes/pve1/qemu/100/agent/exec', { command: ['/bin/echo', 'hello world'] })).data as {
    pid: number;
  };
  const ask = (): ReturnType<typeof call> => call('GET', '/nodes/pve1/qemu/100/agent/exec-status', { pid });
  expect((await ask()).data).toEqual({ exited: 1, exitcode: 0, 'out-data': 'hello world\n', 'out-truncated': 0 });
  expect((await ask()).statusText).toBe('Agent error: PID ld does not exist');
});

test('a process that is not over says so', async () => {
  expect(await run(await booted(), '/bin/sleep', '30')).toEqual({ exited: 0 });
});

test('services, files and set commands answer from the contents', async () => {
  const cluster = await booted();
  const guest = cluster.sim.world.guests[100];
  if (guest === undefined) throw new Error('no guest');
  changeContents(guest.contents, {
    services: [
      { name: 'nginx', port: 80, active: true },
      { name: 'postgresql', port: 5432, active: false },
    ],
    files: { '/srv/canary': { content: 'x', mtime: 1000 } },
    commands: { '/usr/local/bin/check-db': { exitcode: 2, err: 'no answer\n' } },
  });
  expect(await run(cluster, 'systemctl', 'is-active', 'postgresql')).toMatchObject({ exitcode: 3 });
  expect(await run(cluster, 'systemctl', 'is-active', 'nginx')).toMatchObject({ exitcode: 0, 'out-data': 'active\n' });
  expect(await run(cluster, 'nc', '-z', '127.0.0.1', '5432')).toMatchObject({ exitcode: 1 });
  expect(await run(cluster, 'nc', '-z', '127.0.0.1', '80')).toMatchObject({ exitcode: 0 });
  expect(await run(cluster, '/usr/bin/stat', '-c', '%Y', '/srv/canary')).toMatchObject({ 'out-data': '1000\n' });
  expect(await run(cluster, 'sha256sum', '/srv/none')).toMatchObject({ exitcode: 1 });
  expect(await run(cluster, '/usr/local/bin/check-db')).toMatchObject({ exitcode: 2, 'err-data': 'no answer\n' });
  expect(await run(cluster, '/bin/sh', '-c', 'echo out; echo err >&2; exit 3')).toMatchObject({
    exitcode: 3,
    'out-data': 'out\n',
    'err-data': 'err\n',
  });
});
