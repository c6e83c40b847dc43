import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { publicKeyOf } from '../../provisioner/src/bastion/key-pair.ts';
import { startBastion, type TestBastion } from '../harness/bastion.ts';
import { mailsSent } from '../harness/mails-sent.ts';
import { startProvisioner, type ProvisionerStack } from '../harness/provisioner.ts';
import { simulatorOf } from '../harness/simulator.ts';
import { until } from '../harness/until.ts';

let home: string;
let bastion: TestBastion;
let stack: ProvisionerStack;
let simulator: ReturnType<typeof simulatorOf>;
let acme: ReturnType<ProvisionerStack['api']>;
let vm: { id: string; vmid: number };
let kills = 0;
const file = '/home/admin/.ssh/authorized_keys';
const agent = '/nodes/{node}/qemu/{vmid}/agent';
const foreign = 'ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAAAgQC7 colleague';

beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'vigie-kill-rotate-'));
  bastion = await startBastion(home);
  stack = await startProvisioner((config) => {
    config.bastion = bastion.config;
  }, 'realistic');
  simulator = simulatorOf(stack.control);
  acme = stack.api('acme');
  const { body } = await acme.post('/orders', { offer: 'standard', name: 'web-01' });
  await stack.api('operator').post(`/orders/${body.id}/approve`);
  await until('the machine', async () => ((await acme.get(`/orders/${body.id}`)).body.state === 'done' ? true : undefined), 240);
  [vm] = (await acme.get('/vms')).body.items;
  const keys = await inGuest();
  await simulator.control(`/guests/${vm.vmid}`, { files: { [file]: `${foreign}\n${keys}` } });
}, 300_000);

afterAll(async () => {
  process.stderr.write(`kill -9 scenarios run: ${kills}\n`);
  await stack?.stop();
  await bastion?.stop();
  rmSync(home, { recursive: true, force: true });
}, 60_000);

const inGuest = async (): Promise<string> => (await simulator.state()).guests[vm.vmid].contents.files[file].content;
const calls = async (since: number, method: string, template: string) =>
  (await simulator.journal()).filter((call) => call.seq > since && call.method === method && call.template === template).length;
const now = async () => (await simulator.journal()).at(-1)?.seq ?? 0;
const stepsDone = async (id: string): Promise<string[]> => (await stack.sql('select steps_done from vigie.vm_operations where id = $1', [id]))[0]!.steps_done;

/** Whether the operation is where it shall be killed. */
type Moment = (since: number, id: string, before: string) => Promise<boolean>;

const moments: [name: string, moment: Moment][] = [
  ['it looks into the machine', async (since) => (await calls(since, 'GET', `${agent}/file-read`)) > 0],
  ['the machine takes the new key', async (since) => (await calls(since, 'POST', `${agent}/file-write`)) > 0],
  ['the bastion takes the new key', (_since, _id, before) => Promise.resolve(bastion.linesOf('acme')[0] !== before)],
  ['its owner is told', async (_since, id) => (await stepsDone(id)).includes('switch')],
  ['the old key leaves the machine', async (since) => (await calls(since, 'POST', `${agent}/file-write`)) > 1],
];

test.each(moments)('killed while %s: one new key everywhere, mailed once, and nothing of the old one', async (_name, moment) => {
  const [since, before, old] = [await now(), bastion.linesOf('acme')[0]!, await inGuest()];
  const { body } = await acme.post(`/vms/${vm.id}/rotate-key`, {});
  await until('the moment', async () => ((await moment(since, body.id, before)) ? true : undefined), 120);
  await stack.killProvisioner();
  kills += 1;
  const operation = await until('the operation to end', async () => {
    const seen = await acme.get(`/vm-operations/${body.id}`).catch(() => null);
    return ['done', 'failed'].includes(seen?.body?.state) ? seen!.body : undefined;
  }, 180);
  expect(operation).toMatchObject({ state: 'done', kind: 'rotate-key' });

  const mailedNow = async () => {
    await mailsSent(stack.url());
    const mails = (await (await fetch(`${stack.mail}/api/messages`)).json()) as any[];
    return mails.filter(({ text }) => text.includes(operation.detail.keyFingerprint)).flatMap(({ attachments }) => attachments);
  };
  let mailed = await mailedNow();
  // It may have been killed in the very moment of sending: then it is in doubt, and is sent again as an operator does.
  const operator = stack.api('operator');
  for (const { id } of (await operator.get('/mails')).body.items) {
    expect((await operator.post(`/mails/${id}/${mailed.length === 0 ? 'resend' : 'dismiss'}`)).status).toBeLessThan(300);
    mailed = await mailedNow();
  }
  expect(mailed).toHaveLength(1);
  const key = publicKeyOf(mailed[0].content);
  expect(bastion.linesOf('acme')).toEqual([expect.stringContaining(` ${key} `)]);
  expect(await inGuest()).toBe(`${foreign}\n${key}\n`);
  expect(old).not.toContain(key);
  expect(await stack.sql('select name from vigie.secrets', [])).toEqual([]);
}, 300_000);
