import { mailsSent } from '../harness/mails-sent.ts';
import { startProvisioner, type ProvisionerStack } from '../harness/provisioner.ts';
import { simulatorOf } from '../harness/simulator.ts';
import { startSlackSink } from '../harness/slack-sink.ts';
import { until } from '../harness/until.ts';

interface Mail { to: string[]; subject: string; text: string; html: string }

let stack: ProvisionerStack;
let slack: Awaited<ReturnType<typeof startSlackSink>>;

beforeAll(async () => {
  slack = await startSlackSink();
  process.env.TEST_ORDER_NOTICES_TOKEN = 'xoxb-of-this-test';
  stack = await startProvisioner((config) => {
    config.slack = { token: { env: 'TEST_ORDER_NOTICES_TOKEN' }, channel: '#ops', apiUrl: slack.apiUrl };
  });
}, 240_000);

afterAll(async () => {
  delete process.env.TEST_ORDER_NOTICES_TOKEN;
  await stack?.stop();
  await slack?.close();
}, 60_000);

async function order(name: string, who: 'acme' | 'globex' = 'acme'): Promise<string> {
  const { status, body } = await stack.api(who).post('/orders', { offer: 'standard', name });
  expect(status).toBe(201);
  return body.id;
}

const approve = async (id: string) => expect((await stack.api('operator').post(`/orders/${id}/approve`)).status).toBe(202);

const becomes = (id: string, state: string) =>
  until(`${id} to be ${state}`, async () => ((await stack.api('operator').get(`/orders/${id}`)).body.state === state ? true : undefined), 120);

const mailsOf = async (name: string): Promise<Mail[]> =>
  ((await (await fetch(`${stack.mail}/api/messages`)).json()) as Mail[]).filter(({ subject, text }) => subject.includes(name) || text.includes(name));

const subjects = async (name: string) => (await mailsOf(name)).map(({ to, subject }) => `${to.join()} ${subject}`).sort();

/** The texts of the order's messages in Slack, once the last one says `words`. */
const inSlack = (name: string, words: string) =>
  until(`Slack to say that ${name} ${words}`, () => {
    const messages = slack.shown.filter(({ texts }) => texts[0]!.includes(name));
    return messages[0]?.texts.at(-1)?.endsWith(words) ? messages.map(({ texts }) => texts) : undefined;
  });

test('a mail server that is away holds up no order; when it is back each mail arrives once, killed provisioner or not', async () => {
  await stack.stopMail();
  const id = await order('web-01');
  await inSlack('web-01', 'awaits approval');
  await approve(id);
  await becomes(id, 'done');
  const metrics = await (await fetch(`${stack.url()}/metrics`)).text();
  expect(metrics).toMatch(/^vigie_mails_waiting 5$/m);
  expect(metrics).toMatch(/^vigie_mails_oldest_waiting_timestamp_seconds \d/m);
  await stack.killProvisioner();
  await stack.startMail();
  expect(await mailsSent(stack.url())).toBe(0);
  expect(await subjects('web-01')).toEqual(
    ['Order approved: web-01', 'Order received: web-01', 'Your machine web-01 is ready', 'Your network 10.10.0.0/24'].map((subject) => `it@acme.example ${subject}`),
  );
  const [access] = (await mailsOf('web-01')).filter(({ subject }) => subject.includes('ready'));
  expect(access!.text).toContain('Console password');

  const [texts, ...more] = await inSlack('web-01', 'delivered');
  expect(more).toEqual([]);
  // What comes between depends on how fast it is built: order-slack.test.ts looks at that.
  expect([texts?.[0], texts?.at(-1)]).toEqual(['Order of web-01 (Acme): awaits approval', 'Order of web-01 (Acme): delivered']);
  expect(JSON.stringify(slack.shown)).not.toMatch(/password/i);
}, 240_000);

test('a failure is told to the operator, each run anew; a cancellation to the tenant with what it removed', async () => {
  const simulator = simulatorOf(stack.control);
  const fault = { kind: 'refuse', status: 403, text: 'Permission check failed (/, VM.Clone)', method: 'POST', template: '/nodes/{node}/qemu/{vmid}/clone', times: 1 };
  await simulator.fault(fault);
  const id = await order('db-01', 'globex');
  await approve(id);
  await becomes(id, 'failed');
  expect((await inSlack('db-01', 'failed'))).toHaveLength(1);
  await simulator.fault(fault);
  expect((await stack.api('operator').post(`/orders/${id}/retry`)).status).toBe(202);
  await until('the second mail', async () => ((await subjects('db-01')).filter((subject) => subject.includes('failed')).length === 2 ? true : undefined));
  const failed = (await mailsOf('db-01')).filter(({ subject }) => subject === 'Order failed: db-01 (Globex)');
  expect(failed.map(({ to }) => to)).toEqual([['ops@vigie.example'], ['ops@vigie.example']]);
  for (const fact of [id, 'Clone the template', 'VM.Clone', `/a/vigie-proxmox-app/orders/${id}`]) expect(failed[0]!.text).toContain(fact);

  await becomes(id, 'failed');
  expect((await stack.api('operator').post(`/orders/${id}/cancel`)).status).toBe(202);
  await becomes(id, 'cancelled');
  expect(await mailsSent(stack.url())).toBe(0);
  const [cancelled, ...more] = (await mailsOf('db-01')).filter(({ subject }) => subject.startsWith('Commande annulée'));
  expect(more).toEqual([]);
  expect(cancelled).toMatchObject({ to: ['informatique@globex.example'], text: expect.stringContaining('Son réseau a été supprimé.') });
  expect(await inSlack('db-01', ': cancelled')).toHaveLength(1);
}, 240_000);

test('a rejection is told with its reason, once', async () => {
  const id = await order('no-01');
  expect((await stack.api('operator').post(`/orders/${id}/reject`, { reason: 'unpaid <b>since</b> May' })).status).toBeLessThan(300);
  await inSlack('no-01', 'rejected');
  expect(await mailsSent(stack.url())).toBe(0);
  const [rejected, ...more] = (await mailsOf('no-01')).filter(({ subject }) => subject === 'Order rejected: no-01');
  expect(more).toEqual([]);
  expect(rejected!.text).toContain('unpaid <b>since</b> May');
  expect(rejected!.html).not.toContain('<b>since');
}, 120_000);
