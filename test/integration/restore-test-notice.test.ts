import { readFileSync } from 'node:fs';
import { verifyDocument } from '../../provisioner/src/evidence/verify.ts';
import { startProvisioner, type ProvisionerStack } from '../harness/provisioner.ts';
import { startSlackSink } from '../harness/slack-sink.ts';
import { until } from '../harness/until.ts';

interface Mail { to: string[]; subject: string; text: string }

let stack: ProvisionerStack;
let slack: Awaited<ReturnType<typeof startSlackSink>>;
let vm: string;

beforeAll(async () => {
  slack = await startSlackSink();
  process.env.TEST_NOTICE_SLACK_TOKEN = 'xoxb-of-this-test';
  stack = await startProvisioner((config) => {
    config.slack = { token: { env: 'TEST_NOTICE_SLACK_TOKEN' }, channel: '#ops', orders: false, apiUrl: slack.apiUrl };
  });
  const [acme, operator] = [stack.api('acme'), stack.api('operator')];
  const order = await acme.post('/orders', { offer: 'standard', name: 'web-01' });
  expect((await operator.post(`/orders/${order.body.id}/approve`)).status).toBe(202);
  vm = await until('web-01 to be delivered', async () => {
    const [found] = (await acme.get('/vms')).body.items;
    return (await operator.get(`/orders/${order.body.id}`)).body.state === 'done' ? found.id : undefined;
  });
}, 240_000);

afterAll(async () => {
  delete process.env.TEST_NOTICE_SLACK_TOKEN;
  await stack?.stop();
  await slack?.close();
}, 60_000);

test('a machine without a backup: the failed test is told in Slack and by mail, and its evidence can be verified', async () => {
  const operator = stack.api('operator');
  const { id } = (await operator.post('/restore-tests', { vm })).body;
  const told = await slack.post('Restore test of web-01');
  expect(told).toMatchObject({ token: 'xoxb-of-this-test', channel: '#ops', text: 'Restore test of web-01 (acme): Failed' });
  const [header, what] = told.blocks;
  expect(header!.text.text).toBe('❌ Restore test of web-01 (acme): Failed');
  expect(what!.text.text).toMatch(new RegExp(`^There is no complete backup of this machine\\.\\n<http.*/a/vigie-proxmox-app/restore-tests/${id}\\|`));

  const mail = await until('the mail', async () => {
    const mails = (await (await fetch(`${stack.mail}/api/messages`)).json()) as Mail[];
    return mails.find(({ to, subject }) => to.includes('ops@vigie.example') && subject === 'Restore test of web-01 (acme): Failed');
  });
  expect(mail.text).toContain('There is no complete backup of this machine.');

  const test = await until('the test to end', async () => {
    const { body } = await operator.get(`/restore-tests/${id}`);
    return body.state === 'done' ? body : undefined;
  });
  const { body: evidence } = await operator.get(`/restore-tests/${id}/evidence`);
  expect(evidence.sha256).toBe(test.evidence.sha256);
  const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
  expect(verifyDocument(JSON.stringify(evidence), { trustedKey: evidence.publicKey, version })).toEqual({
    problems: [],
    notes: [],
    says: expect.arrayContaining(['verdict: failed (There is no complete backup of this machine.)', 'backup: none']),
  });
  expect(slack.posted).toHaveLength(1);
}, 120_000);
