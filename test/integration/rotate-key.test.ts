import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { keyFingerprint, publicKeyOf } from '../../provisioner/src/bastion/key-pair.ts';
import { startBastion, type TestBastion } from '../harness/bastion.ts';
import { mailsSent } from '../harness/mails-sent.ts';
import { startProvisioner, type ProvisionerStack } from '../harness/provisioner.ts';
import { simulatorOf } from '../harness/simulator.ts';
import { sshClient } from '../harness/ssh-client.ts';
import { currentUser, makeKey } from '../harness/sshd.ts';
import { until } from '../harness/until.ts';

let home: string;
let bastion: TestBastion;
let stack: ProvisionerStack;
let simulator: ReturnType<typeof simulatorOf>;
let acme: ReturnType<ProvisionerStack['api']>;
let operator: ReturnType<ProvisionerStack['api']>;
let vm: { id: string; vmid: number };
const file = '/home/admin/.ssh/authorized_keys';

beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'vigie-rotate-'));
  bastion = await startBastion(home);
  stack = await startProvisioner((config) => {
    config.bastion = bastion.config;
  });
  simulator = simulatorOf(stack.control);
  [acme, operator] = [stack.api('acme'), stack.api('operator')];
  const key = makeKey(join(home, 'first')).publicKey;
  const { body } = await acme.post('/orders', { offer: 'standard', name: 'web-01', sshPublicKey: key });
  await operator.post(`/orders/${body.id}/approve`);
  await until('the machine', async () => ((await acme.get(`/orders/${body.id}`)).body.state === 'done' ? true : undefined), 180);
  [vm] = (await acme.get('/vms')).body.items;
}, 300_000);

afterAll(async () => {
  await stack?.stop();
  await bastion?.stop();
  rmSync(home, { recursive: true, force: true });
}, 60_000);

const inGuest = async (): Promise<string> => (await simulator.state()).guests[vm.vmid].contents.files[file]?.content ?? '';
const setInGuest = (content: string) => simulator.control(`/guests/${vm.vmid}`, { files: { [file]: content } });
const keyOn = (tenant = 'acme') => bastion.linesOf(tenant).map((line) => line.split(' ').slice(1, 3).join(' '));

async function ended(answer: { status: number; body: any }): Promise<any> {
  expect(answer).toMatchObject({ status: 202 });
  // A deletion is answered with the machine.
  const { id } = answer.body.operation ?? answer.body;
  return until('the operation to end', async () => {
    const { body } = await acme.get(`/vm-operations/${id}`);
    return ['done', 'failed'].includes(body.state) ? body : undefined;
  }, 120);
}
const rotate = async (body: object = {}) => ended(await acme.post(`/vms/${vm.id}/rotate-key`, body));

/** Whether the bastion takes a key at all: what it says to who asks it for a shell differs. No answer is neither yes nor no. */
const knownAtBastion = async (identity: string) => {
  const { said } = await sshClient(home)(identity, '-v', '-N', '-o', 'ConnectTimeout=15', '-W', '10.10.0.10:22', '-p', String(bastion.jump.port), `${currentUser}@127.0.0.1`);
  if (said.includes('Authenticated to')) return true;
  if (said.includes('Permission denied')) return false;
  throw new Error(`the bastion did not answer:\n${said}\n${bastion.jump.log()}`);
};

test('an agent that does not answer, a machine that is off, a file that is missing: nothing is changed', async () => {
  const before = await inGuest();
  expect(before).toContain(keyOn()[0]!);
  await simulator.control(`/guests/${vm.vmid}`, { agent: false });
  expect(await rotate()).toMatchObject({ state: 'failed', error: { code: 'key-agent-silent' } });
  await simulator.control(`/guests/${vm.vmid}`, { agent: true, files: { [file]: null } });
  expect(await rotate()).toMatchObject({ state: 'failed', error: { code: 'key-file-missing', params: { file } } });
  expect(await inGuest()).toBe('');
  await setInGuest(before);
  expect(keyOn()).toEqual([before.trim().split(' ').slice(0, 2).join(' ')]);
  expect(await stack.sql('select count(*)::int as secrets from vigie.secrets', [])).toEqual([{ secrets: 0 }]);
  expect((await acme.post(`/vms/${vm.id}/rotate-key`, { sshPublicKey: 'ssh-ed25519 nonsense' })).status).toBe(400);
  expect((await acme.post(`/vms/${vm.id}/rotate-key`, { sshPublicKey: before.trim() })).status).toBe(409);
  expect((await stack.api('globex').post(`/vms/${vm.id}/rotate-key`, {})).status).toBe(404);
}, 120_000);

test("the tenant's own key: it takes the place of the old line, gets through, and the old one is refused", async () => {
  const before = (await inGuest()).trim();
  const other = makeKey(join(home, 'colleague')).publicKey;
  await setInGuest(`# keys\n${before}\n${other} colleague\n`);
  const next = makeKey(join(home, 'second')).publicKey;
  expect(await knownAtBastion('first')).toBe(true);

  expect(await rotate({ sshPublicKey: `${next} anna` })).toMatchObject({
    state: 'done', kind: 'rotate-key', requestedBy: 'acme-editor', detail: { keyFingerprint: keyFingerprint(next) },
  });
  expect(await inGuest()).toBe(`# keys\n${next} anna\n${other} colleague\n`);
  expect(keyOn()).toEqual([next]);
  expect([await knownAtBastion('first'), await knownAtBastion('second')]).toEqual([false, true]);
  await mailsSent(stack.url());
  const mails = (await (await fetch(`${stack.mail}/api/messages`)).json()) as any[];
  const [mail, ...more] = mails.filter(({ subject }) => subject.includes('new SSH key'));
  expect(more).toEqual([]);
  expect(mail.text).toContain(keyFingerprint(next));
  expect(mail.attachments).toEqual([]);
}, 120_000);

test('a pair that is made: its private half is mailed once and kept nowhere', async () => {
  const config = (await simulator.state()).guests[vm.vmid].config;
  const operation = await rotate();
  expect(operation).toMatchObject({ state: 'done', detail: { keyFingerprint: expect.stringMatching(/^SHA256:/) } });
  await mailsSent(stack.url());
  const mails = (await (await fetch(`${stack.mail}/api/messages`)).json()) as any[];
  const attached = mails.filter(({ subject }) => subject.includes('new SSH key')).flatMap(({ attachments }) => attachments);
  expect(attached).toEqual([{ filename: 'web-01', content: expect.stringContaining('PRIVATE KEY') }]);
  writeFileSync(join(home, 'made'), attached[0].content, { mode: 0o600 });
  const made = publicKeyOf(attached[0].content);
  expect(operation.detail.keyFingerprint).toBe(keyFingerprint(made));
  expect(keyOn()).toEqual([made]);
  expect(await inGuest()).toContain(`\n${made}\n`);
  expect([await knownAtBastion('made'), await knownAtBastion('second')]).toEqual([true, false]);
  expect(await stack.sql('select (select count(*) from vigie.secrets)::int as secrets', [])).toEqual([{ secrets: 0 }]);
  expect(stack.log() + JSON.stringify(await stack.sql('select detail from vigie.audit', []))).not.toContain('PRIVATE KEY');
  // Cloud-init would take other settings for another machine, and begin anew at the next start.
  expect((await simulator.state()).guests[vm.vmid].config).toEqual(config);
}, 120_000);

/** Scrapes within two seconds are answered by one reading: somebody else's may have been before. */
const toldInLine = (value: 0 | 1) =>
  until(`the metrics to say that the bastion is ${value === 1 ? 'in line' : 'out of line'}`, async () =>
    (await (await fetch(stack.metrics)).text()).includes(`\nvigie_bastion_in_line ${value}\n`) ? true : undefined);

test('a bastion that refuses: the old key goes on working everywhere, and what was made is forgotten', async () => {
  const [before, text] = [keyOn(), await inGuest()];
  const authorized = join(home, 'bastion-authorized-keys');
  const kept = readFileSync(authorized, 'utf8');
  writeFileSync(authorized, '');
  expect(await rotate()).toMatchObject({ state: 'failed', error: { code: 'bastion-login-refused' } });
  expect((await inGuest()).split('\n')).toEqual(expect.arrayContaining(text.trim().split('\n')));
  expect(await stack.sql('select count(*)::int as secrets from vigie.secrets', [])).toEqual([{ secrets: 0 }]);
  expect(await operator.post('/bastion/sync')).toMatchObject({ status: 503, body: { code: 'bastion-unusable' } });
  await toldInLine(0);
  writeFileSync(authorized, kept);
  await bastion.managed.stop();
  expect(await operator.post('/bastion/sync')).toMatchObject({ status: 503, body: { detail: expect.stringContaining('cannot be reached') } });
  await bastion.managed.start();
  expect(keyOn()).toEqual(before);
  expect((await operator.post('/bastion/sync')).body.tenants).toEqual([{ tenant: 'acme', state: 'in-line', added: 0, removed: 0 }]);
  // What the failed one left in the machine goes with the next.
  const own = makeKey(join(home, 'third')).publicKey;
  expect(await rotate({ sshPublicKey: own })).toMatchObject({ state: 'done' });
  expect((await inGuest()).split('\n').filter((line) => line.startsWith('ssh-'))).toHaveLength(2);
}, 180_000);

test('what was lost on the bastion is brought back; files that no order accounts for are left alone', async () => {
  const [line] = bastion.linesOf('acme');
  bastion.keep('acme', []);
  bastion.keep('strangers', ['10.9.9.9:22 ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJAYhJOWfSAzz6iY/Rl01p5PFEKBcNWh2GSi5C8NwHKv ord_of_somebody']);
  bastion.keep('globex', [line!]);
  expect(await knownAtBastion('third')).toBe(true);
  // The schedule may have been faster.
  await until('the key to be refused', async () => {
    for (const tenant of ['acme', 'globex']) bastion.keep(tenant, []);
    return (await knownAtBastion('third')) ? undefined : true;
  });
  expect((await acme.post('/bastion/sync')).status).toBe(403);
  const { status, body } = await operator.post('/bastion/sync');
  expect([status, body.tenants]).toEqual([200, [
    { tenant: 'acme', state: 'changed', added: 1, removed: 0 }, { tenant: 'strangers', state: 'foreign', added: 0, removed: 0 },
  ]]);
  expect(bastion.linesOf('acme')).toEqual([line]);
  expect(bastion.linesOf('strangers')).toHaveLength(1);
  expect(await knownAtBastion('third')).toBe(true);
  await toldInLine(1);
  bastion.keep('strangers', []);
}, 120_000);

test('after the deletion of the machine its key is refused, and what somebody puts back goes again', async () => {
  const [line] = bastion.linesOf('acme');
  expect(await ended(await acme.delete(`/vms/${vm.id}`))).toMatchObject({ state: 'done' });
  await stack.sql('update vigie.vms set destroy_at = now() where id = $1', [vm.id]);
  // A person who asked so often would be told to wait.
  const destroyed = await until('the machine to be destroyed', async () => {
    const [row] = await stack.sql(`select state, technical from vigie.vm_operations where vm_id = $1 and kind = 'destroy' and ended_at is not null`, [vm.id]);
    return row;
  }, 150);
  expect(destroyed).toMatchObject({ state: 'done' });
  expect((await acme.get(`/vms/${vm.id}`)).status).toBe(404);
  expect(bastion.linesOf('acme')).toEqual([]);
  expect(await knownAtBastion('third')).toBe(false);
  bastion.keep('acme', [line!]);
  expect((await operator.post('/bastion/sync')).body.tenants).toEqual([{ tenant: 'acme', state: 'changed', added: 0, removed: 1 }]);
  expect(existsSync(join(home, 'bastion', 'acme'))).toBe(false);
}, 360_000);
