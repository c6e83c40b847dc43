import { startProvisioner, type ProvisionerStack } from '../harness/provisioner.ts';
import { until } from '../harness/until.ts';

let stack: ProvisionerStack;

/** Long enough for a person of this test, and short enough to be waited for. */
const deadlineSeconds = 40;

beforeAll(async () => {
  stack = await startProvisioner((config) => {
    config.networks.choice = { deadlineHours: deadlineSeconds / 3600, default: 'new' };
    config.provisioner.publicUrl = 'https://orders.example/vigie';
  });
  // The first order of each tenant makes the network that later ones may join; nobody is asked about it.
  for (const tenant of ['acme', 'globex'] as const) {
    const { id } = await ordered(tenant, 'first', 'ask');
    await inState(id, 'done');
    expect((await order(id)).network).toBe('default');
    expect((await order(id)).networkChoice).toBeUndefined();
  }
}, 240_000);

afterAll(() => stack?.stop(), 60_000);

async function order(id: string): Promise<any> {
  return (await stack.api('operator').get(`/orders/${id}`)).body;
}

async function ordered(tenant: 'acme' | 'globex', name: string, network: string): Promise<{ id: string }> {
  const { status, body } = await stack.api(tenant).post('/orders', { offer: 'standard', name, network });
  expect({ status, body }).toMatchObject({ status: 201 });
  expect((await stack.api('operator').post(`/orders/${body.id}/approve`)).status).toBe(202);
  return { id: body.id as string };
}

const inState = (id: string, state: string) =>
  until(`order ${id} to be ${state}`, async () => {
    const found = await order(id);
    if (found.state === 'failed') throw new Error(JSON.stringify(found.steps.find((step: any) => step.error)));
    return found.state === state || undefined;
  }, 120);

/** The links of the mail about an order: where the provisioner really is, with the path that the mail gives. */
async function linksOf(name: string): Promise<string[]> {
  const mail = await until(`the mail about the network of ${name}`, async () => {
    const messages = (await (await fetch(`${stack.mail}/api/messages`)).json()) as any[];
    return messages.find(({ subject }) => subject.includes(name) && /réseau pour|network for/.test(subject));
  });
  return [...mail.text.matchAll(/https:\/\/orders\.example\/vigie(\/network-choice\/\S+)/g)].map(([, path]) => path);
}

const open = (path: string, method = 'GET') => fetch(`${stack.url()}${path}`, { method });

test('chosen by the link of the mail, which opens nothing twice', async () => {
  const { id } = await ordered('acme', 'by-mail', 'ask');
  await inState(id, 'awaiting-network-choice');
  const [join, alone] = await linksOf('by-mail');
  expect(await (await open(join!)).text()).toContain('<form method="post">');
  expect((await order(id)).state).toBe('awaiting-network-choice');
  // Not the last letter of the signature: of its six bits two say nothing.
  const forged = join!.replace(/(.)(.{9}\/default)$/, (_, letter, rest) => `${letter === 'x' ? 'y' : 'x'}${rest}`);
  expect((await open(forged, 'POST')).status).toBe(404);
  expect((await open(join!, 'POST')).status).toBe(200);
  expect((await open(alone!, 'POST')).status).toBe(409);
  await inState(id, 'done');
  const view = await order(id);
  expect(view).toMatchObject({ network: 'default', networkChoice: { chosen: 'default', chosenVia: 'mail-link', default: 'new' } });
  expect(view.steps.filter(({ name }: any) => name.includes('network-choice')).map(({ state }: any) => state)).toEqual(['done', 'done']);
  expect((await stack.api('acme').get('/networks')).body.items).toHaveLength(1);
}, 180_000);

test("chosen in the app by the tenant, not by a stranger; the waiting order survives the daemon's end", async () => {
  const { id } = await ordered('globex', 'in-app', 'ask');
  await inState(id, 'awaiting-network-choice');
  const { deadline } = (await order(id)).networkChoice;
  expect((await stack.api('operator').get('/overview')).body.waiting.networksToChoose).toBe(1);
  await stack.killProvisioner();
  expect((await order(id)).networkChoice.deadline).toBe(deadline);
  const choose = (who: 'acme' | 'globex', network: string) => stack.api(who).post(`/orders/${id}/network-choice`, { network });
  expect((await choose('acme', 'new')).status).toBe(404);
  expect((await choose('globex', 'ask')).status).toBe(400);
  expect(await choose('globex', 'new')).toMatchObject({ status: 202, body: { network: 'new', networkChoice: { chosenBy: 'globex-editor' } } });
  expect((await choose('globex', 'new')).status).toBe(202);
  expect(await choose('globex', 'default')).toMatchObject({ status: 409, body: { code: 'wrong-state' } });
  await inState(id, 'done');
  expect((await stack.api('globex').get('/networks')).body.items).toHaveLength(2);
}, 180_000);

test('nobody answers: the default is taken at the deadline, across a kill -9', async () => {
  const { id } = await ordered('acme', 'no-answer', 'ask');
  await inState(id, 'awaiting-network-choice');
  await stack.killProvisioner();
  const [, alone] = await linksOf('no-answer');
  await inState(id, 'done');
  expect(await order(id)).toMatchObject({ network: 'new', networkChoice: { chosen: 'new', chosenVia: 'deadline' } });
  expect((await open(alone!)).status).toBe(200);
  expect((await open(alone!.replace(/new$/, 'default'), 'POST')).status).toBe(409);
}, 180_000);

test('cancelled and rejected while waiting: nothing is built, the link says so', async () => {
  const [first, second] = [await ordered('acme', 'cancelled', 'ask'), await ordered('acme', 'rejected', 'ask')];
  await inState(first.id, 'awaiting-network-choice');
  await inState(second.id, 'awaiting-network-choice');
  expect((await stack.api('acme').post(`/orders/${first.id}/cancel`)).status).toBe(403);
  expect((await stack.api('operator').post(`/orders/${first.id}/cancel`)).status).toBe(202);
  expect((await stack.api('operator').post(`/orders/${second.id}/reject`, { reason: 'no' })).status).toBe(202);
  await inState(first.id, 'cancelled');
  await inState(second.id, 'rejected');
  const [join] = await linksOf('cancelled');
  expect((await open(join!, 'POST')).status).toBe(410);
  expect((await order(first.id)).vms).toEqual([]);
}, 180_000);
