import { mailsSent } from '../harness/mails-sent.ts';
import { startProvisioner, type ProvisionerStack } from '../harness/provisioner.ts';
import { tally } from '../harness/scenario-tally.ts';
import { simulatorOf } from '../harness/simulator.ts';
import { until } from '../harness/until.ts';

let stack: ProvisionerStack;
const counts = tally();
const killed = 'its process killed with -9';

beforeAll(async () => {
  stack = await startProvisioner((config) => {
    config.packages = { nodeExporter: 'agent' };
  }, 'realistic');
  await simulatorOf(stack.control).control('/guests/9000', { packages: { installed: [] } });
}, 120_000);

afterAll(async () => {
  counts.print();
  await stack?.stop();
}, 60_000);

const ended = (order: any) => ['done', 'failed', 'cancelled'].includes(order.state);

const orderOnce = (id: string, what: string, seen: (order: any) => boolean) =>
  until(what, async () => {
    const { status, body } = await stack.api('operator').get(`/orders/${id}`).catch(() => ({ status: 0, body: undefined as any }));
    return status === 200 && seen(body) ? body : undefined;
  }, 120);

async function approvedOrder(name: string, options = {}): Promise<string> {
  const { body } = await stack.api('acme').post('/orders', { offer: 'standard', name, network: 'new', options });
  expect((await stack.api('operator').post(`/orders/${body.id}/approve`)).status).toBe(202);
  return body.id;
}

/**
 * Kills the provisioner with -9 each time another step (of `only`) has left the states `before`, until the order ends. Answers the steps
 * that were met.
 */
async function killAtEachStep(id: string, before: string[], only?: string[]): Promise<{ order: any; met: string[] }> {
  const met: string[] = [];
  const left = (order: any): string[] => order.steps.filter((one: any) => before.includes(one.state) && (only?.includes(one.name) ?? true)).map((one: any) => one.name);
  for (let last: string[] | null = null; ; ) {
    const seen: string[] | null = last;
    const order = await orderOnce(id, 'the next step', (now) => ended(now) || (seen !== null && left(now).length < seen.length) || seen === null);
    if (ended(order)) return { order, met };
    last = left(order);
    if (seen === null) continue;
    met.push(...seen.filter((name) => !last!.includes(name)));
    await stack.killProvisioner();
    counts.add('order and cancellation, real daemon', killed);
  }
}

const guestsNamed = async (name: string) =>
  Object.values<any>((await simulatorOf(stack.control).state()).guests).filter(({ config }) => config.name === name);

test('killed at every step of an order in turn: it is delivered once', async () => {
  const { order, met } = await killAtEachStep(await approvedOrder('crash-all'), ['pending']);
  expect(order.state).toBe('done');
  expect(met).toEqual(expect.arrayContaining(['apply-sdn', 'clone-template', 'resize-disk', 'start-vm', 'install-packages']));
  const [guest, ...others] = await guestsNamed('crash-all');
  expect(others).toEqual([]);
  expect(guest.contents.packages.history).toEqual(['install prometheus-node-exporter']);
  const doubtful = await mailsSent(stack.url());
  const mails = (await (await fetch(`${stack.mail}/api/messages`)).json()) as { text: string }[];
  const access = mails.filter(({ text }) => text.includes('ssh ') && text.includes('crash-all'));
  // Killed in the moment of sending, nobody knows whether a mail went out: it is not sent again, and is counted.
  expect(access.length).toBeLessThanOrEqual(1);
  expect(access.length === 1 || doubtful > 0).toBe(true);
}, 300_000);

test('killed while packages are being installed: they are installed once', async () => {
  const id = await approvedOrder('crash-install');
  const history = async (): Promise<string[]> => (await guestsNamed('crash-install'))[0]?.contents.packages.history ?? [];
  await until('an installation to begin', async () => (await history()).length > 0 || undefined, 120);
  await stack.killProvisioner();
  counts.add('order', killed);
  expect((await orderOnce(id, 'the end of the order', ended)).state).toBe('done');
  expect(await history()).toEqual(['install prometheus-node-exporter']);
}, 300_000);

test('killed at every step that an ISO order has for itself: it is delivered once', async () => {
  const own = ['place-vm', 'create-vm', 'register-address', 'configure-vm', 'start-vm', 'publish-target', 'mail-access'];
  const { order, met } = await killAtEachStep(await approvedOrder('crash-iso', { os: 'debian-13-iso' }), ['pending'], own);
  expect(order.state).toBe('done');
  expect(met).toEqual(expect.arrayContaining(['create-vm', 'configure-vm', 'start-vm']));
  expect(await guestsNamed('crash-iso')).toHaveLength(1);
  const { volumes, sdn } = await simulatorOf(stack.control).state();
  const [{ vmid }] = await guestsNamed('crash-iso');
  expect(Object.values<any>(volumes).filter((volume) => volume.vmid === vmid)).toHaveLength(1);
  expect(sdn.ipam.filter((entry: any) => Number(entry.vmid) === vmid)).toHaveLength(1);
}, 300_000);

test('killed at every step of a cancellation in turn: nothing is left', async () => {
  const id = await approvedOrder('crash-undo');
  await orderOnce(id, 'the machine to start', ({ steps }) => steps.find((one: any) => one.name === 'start-vm').state !== 'pending');
  expect((await stack.api('operator').post(`/orders/${id}/cancel`)).status).toBe(202);
  const { order } = await killAtEachStep(id, ['running', 'done', 'undoing']);
  expect(order.state).toBe('cancelled');
  expect(await guestsNamed('crash-undo')).toEqual([]);
  const { body: networks } = await stack.api('operator').get('/networks');
  const world = await simulatorOf(stack.control).state();
  expect(Object.keys(world.sdn.running.vnets).sort()).toEqual(networks.items.map(({ vnet }: any) => vnet).sort());
}, 300_000);
