import { TaskFailedError } from '@vigie/proxmox/errors';
import { fakeContext, mac, restoredConfig, upidOf } from '../fixture.ts';
import { start } from './start.ts';

/** A machine that goes through these states, one for each look once it was started, and stays in the last. */
function world(states: string[], config: object = restoredConfig()) {
  let started = false;
  return fakeContext({
    'GET /nodes/{node}/qemu/{vmid}/config': () => config,
    'GET /nodes/{node}/qemu/{vmid}/status/current': () => {
      if (!started) return { status: 'stopped', qmpstatus: 'stopped' };
      const qmpstatus = states.length > 1 ? states.shift() : states[0];
      return { status: qmpstatus === 'stopped' ? 'stopped' : 'running', qmpstatus };
    },
    'POST /nodes/{node}/qemu/{vmid}/status/start': () => ((started = true), upidOf('qmstart')),
  });
}
const failing = (exitStatus: string) => {
  const fake = fakeContext({
    'GET /nodes/{node}/qemu/{vmid}/config': () => restoredConfig(),
    'GET /nodes/{node}/qemu/{vmid}/status/current': () => ({ status: 'stopped' }),
    'POST /nodes/{node}/qemu/{vmid}/status/start': () => upidOf('qmstart'),
  });
  fake.context.pve.waitForTask = (upid) => Promise.reject(new TaskFailedError(upid, exitStatus, []));
  return fake.context;
};

test('running, and still running a moment later', async () => {
  const { context } = world(['running']);
  const began = context.clock.now().getTime();
  expect(await start.run(context)).toMatchObject([{ name: 'runs', passed: true }]);
  expect(context.clock.now().getTime() - began).toBe(3000);
});

test.each(['stopped', 'io-error', 'internal-error'])('%s within the time that it must keep running', async (state) => {
  const [proof] = await start.run(world(['running', 'running', state]).context);
  expect(proof).toMatchObject({ passed: false, seen: state, reason: { code: 'not-running-any-more', params: { status: state } } });
});

test('a machine that left the lab since it was inspected is not started', async () => {
  const { context, writes } = world(['running'], { ...restoredConfig(), net0: `virtio=${mac},bridge=vmbr0` });
  expect(await start.run(context)).toMatchObject([{ passed: false, reason: { code: 'card-outside-lab' } }]);
  expect(writes()).toEqual([]);
});

test('a start that fails is a result, unless the lab is what failed', async () => {
  expect(await start.run(failing('no such machine type'))).toMatchObject([{ passed: false, reason: { code: 'restored-start-failed' }, technical: 'no such machine type' }]);
  await expect(start.run(failing("bridge 'viglab0' does not exist"))).rejects.toMatchObject({ reason: { code: 'lab-not-usable' } });
  await expect(start.run(failing('unexpected status'))).rejects.toBeInstanceOf(TaskFailedError);
});

test('a repeated phase starts a running machine no second time, and somebody may stop the test meanwhile', async () => {
  const { context, writes } = fakeContext({ 'GET /nodes/{node}/qemu/{vmid}/status/current': () => ({ status: 'running', qmpstatus: 'running' }) });
  Object.assign(context, { cancelled: () => Promise.resolve(true) });
  await expect(start.run(context)).rejects.toMatchObject({ name: 'TestCancelled' });
  expect(writes()).toEqual([]);
});
