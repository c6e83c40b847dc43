import { apiOf, type Api } from '../harness/api.ts';
import { mailsSent } from '../harness/mails-sent.ts';
import { simulatorOf } from '../harness/simulator.ts';
import { until } from '../harness/until.ts';
import { startVigie, type Vigie } from '../harness/vigie.ts';

/** Where the provisioner is killed: one call that is read back, one that starts a task, one that starts the guest. */
const killedAt = ['apply-sdn', 'clone-template', 'start-vm'];

let vigie: Vigie;
let editor: Api;
let admin: Api;

beforeAll(async () => {
  vigie = await startVigie();
  editor = apiOf(vigie.urls.app!, 'acme-editor');
  admin = apiOf(vigie.urls.app!, 'admin');
}, 240_000);

afterAll(async () => {
  process.stderr.write(`kill -9 scenarios run: ${killedAt.length}\n`);
  await vigie?.stop();
  vigie?.remove();
}, 60_000);

/** Orders a VM, kills the provisioner with -9 as soon as `step` runs, and waits for the order's end. */
async function orderAndKill(name: string, step: string) {
  const created = await editor.post('/orders', { offer: 'standard', name, network: 'new' });
  expect(created.status).toBe(201);
  expect((await admin.post(`/orders/${created.body.id}/approve`)).status).toBe(202);
  await until(`step ${step} to run`, async () => {
    const { body } = await admin.get(`/orders/${created.body.id}`);
    return body.steps.find((one: any) => one.name === step && one.state !== 'pending');
  });
  const killed = vigie.pid('provisioner');
  process.kill(killed, 'SIGKILL');
  await until('another provisioner', () => (vigie.pid('provisioner') !== killed ? true : undefined));
  return until(
    'the order to end',
    async () => {
      const { status, body } = await admin.get(`/orders/${created.body.id}`).catch(() => ({ status: 0, body: undefined }));
      return status === 200 && ['done', 'failed'].includes(body.state) ? body : undefined;
    },
    120,
  );
}

test.each(killedAt)('killed with -9 at %s: the order finishes, nothing is doubled', async (step) => {
  const name = `crash-${step}`;
  const order = await orderAndKill(name, step);
  expect({ state: order.state, failed: order.steps.filter((one: any) => one.state === 'failed') }).toEqual({ state: 'done', failed: [] });

  const world = await simulatorOf(vigie.urls.simulator!).state();
  const guests = Object.values<any>(world.guests).filter((guest) => guest.config?.name === name || guest.name === name);
  expect(guests).toHaveLength(1);
  await mailsSent(vigie.urls.provisioner!);
  const mails = (await (await fetch(`${vigie.urls.mail}/api/messages`)).json()) as { subject: string; text: string }[];
  const access = mails.filter(({ text }) => text.includes('ssh ') && text.includes(name));
  expect(access).toHaveLength(1);
}, 240_000);

test('after all of it the cluster holds exactly what was ordered', async () => {
  const { body } = await admin.get('/vms');
  const vmids = body.items.map((vm: any) => vm.vmid);
  expect(new Set(vmids).size).toBe(killedAt.length);
  const world = await simulatorOf(vigie.urls.simulator!).state();
  const ours = Object.keys(world.guests).map(Number).filter((vmid) => vmid >= 20_000);
  expect(ours.sort()).toEqual(vmids.sort());
  const { body: networks } = await admin.get('/networks');
  expect(Object.keys(world.sdn.running.vnets ?? world.sdn.vnets)).toHaveLength(networks.items.length);
}, 60_000);
