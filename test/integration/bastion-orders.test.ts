import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseConfig } from '@vigie/config/load';
import { createBastion } from '../../provisioner/src/bastion/bastion.ts';
import { publicKeyOf } from '../../provisioner/src/bastion/key-pair.ts';
import { startBastion, type TestBastion } from '../harness/bastion.ts';
import { exampleConfig } from '../harness/example-config.ts';
import { mailsSent } from '../harness/mails-sent.ts';
import { startOrderRunner, type OrderRunner } from '../harness/order-runner.ts';
import { startProvisioner, type ProvisionerStack } from '../harness/provisioner.ts';
import { simulatorOf } from '../harness/simulator.ts';
import { until } from '../harness/until.ts';

let home: string;
let bastion: TestBastion;

beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'vigie-bastion-orders-'));
  bastion = await startBastion(home);
}, 60_000);

afterAll(async () => {
  await bastion?.stop();
  rmSync(home, { recursive: true, force: true });
});

describe('the steps of orders', () => {
  let runner: OrderRunner;

  beforeAll(async () => {
    const config = parseConfig({ ...exampleConfig(home, {}), bastion: bastion.config });
    runner = await startOrderRunner({ tenants: 10, callMs: 30_000, bastion: createBastion({ config, baseDir: home })! });
  }, 120_000);

  afterAll(() => runner?.close(), 60_000);

  const stepOf = async (id: string) => (await runner.stepsOf(id)).find(({ name }) => name === 'open-bastion');

  test('an order puts its machine on the bastion, repeated once; cancelling takes it off', async () => {
    const order = await runner.newOrder();
    await runner.deliver(order.id, 'open-bastion');
    await runner.runStep(order.id, 'open-bastion');
    expect(bastion.linesOf(order.tenant)).toEqual([expect.stringMatching(new RegExp(`^10\\.10\\.\\d+\\.10:22 ssh-ed25519 \\S+ ${order.id}$`))]);
    expect(await runner.cancel(order.id)).toBe('cancelled');
    expect(bastion.linesOf(order.tenant)).toEqual([]);
  }, 120_000);

  test("a tenant's machines lose nothing when another one of it comes or goes", async () => {
    const [first, second] = await runner.newOrdersOfOne();
    expect(await runner.deliver(first.id)).toBe('done');
    const [line] = bastion.linesOf(first.tenant);
    await runner.deliver(second.id, 'open-bastion');
    expect(bastion.linesOf(first.tenant)).toEqual([line, expect.stringContaining(second.id)]);
    expect(await runner.cancel(second.id)).toBe('cancelled');
    expect(bastion.linesOf(first.tenant)).toEqual([line]);
  }, 120_000);

  test('a bastion that is away: the order fails at its step with what to do, and a retry delivers it', async () => {
    const order = await runner.newOrder();
    await bastion.managed.stop();
    expect(await runner.deliver(order.id)).toBe('failed');
    expect(await stepOf(order.id)).toMatchObject({ state: 'failed', code: 'bastion-unreachable', message: expect.stringContaining('Check that it runs') });
    expect(runner.mails).not.toContain(`${order.id}/mail-access`);
    await bastion.managed.start();
    expect(await runner.retry(order.id)).toBe('done');
    expect(bastion.linesOf(order.tenant)).toHaveLength(1);
  }, 120_000);

  test('a bastion that is away while an order is cancelled: the cancellation fails, and cancelled again it is done', async () => {
    const order = await runner.newOrder();
    await runner.deliver(order.id, 'open-bastion');
    await bastion.managed.stop();
    expect(await runner.cancel(order.id)).toBe('failed');
    expect(await stepOf(order.id)).toMatchObject({ state: 'failed', code: 'bastion-unreachable' });
    await bastion.managed.start();
    expect(await runner.cancel(order.id)).toBe('cancelled');
    expect(bastion.linesOf(order.tenant)).toEqual([]);
  }, 120_000);
});

describe('the provisioner', () => {
  let stack: ProvisionerStack;

  beforeAll(async () => {
    stack = await startProvisioner((config) => {
      config.bastion = bastion.config;
    });
  }, 120_000);

  afterAll(() => stack?.stop(), 60_000);

  const stepOf = (order: any) => order.steps.find(({ name }: any) => name === 'open-bastion');

  test('a bastion that refuses Vigie fails the order at once; retried, it is delivered with a key, by mail once, and the exact command', async () => {
    const authorized = join(home, 'bastion-authorized-keys');
    const kept = readFileSync(authorized, 'utf8');
    writeFileSync(authorized, '');
    const { body } = await stack.api('acme').post('/orders', { offer: 'standard', name: 'web-01' });
    expect((await stack.api('operator').post(`/orders/${body.id}/approve`)).status).toBe(202);
    const ended = (state: string) =>
      until(`the order to be ${state}`, async () => {
        const { body: order } = await stack.api('operator').get(`/orders/${body.id}`);
        return order.state === state ? order : undefined;
      });
    expect(stepOf(await ended('failed'))).toMatchObject({ state: 'failed', error: { code: 'bastion-login-refused' } });

    writeFileSync(authorized, kept);
    expect((await stack.api('operator').post(`/orders/${body.id}/retry`)).status).toBe(202);
    const order = await ended('done');
    const command = `ssh -J ${bastion.config.jumpUser}@127.0.0.1:${bastion.config.publicPort} admin@10.10.0.10`;
    expect(order.access.ssh).toBe(command);

    await mailsSent(stack.url());
    const mails = (await (await fetch(`${stack.mail}/api/messages`)).json()) as any[];
    const [access, ...more] = mails.filter(({ text }) => text.includes(command));
    expect(more).toEqual([]);
    expect(access.html).toContain(command);
    const [{ filename, content }] = access.attachments;
    expect(filename).toBe('web-01');
    expect(bastion.linesOf('acme')).toEqual([`10.10.0.10:22 ${publicKeyOf(content)} ${order.id}`]);
    const { guests } = await simulatorOf(stack.control).state();
    expect(decodeURIComponent(guests[20000].config.sshkeys).trim()).toBe(publicKeyOf(content));
    expect(JSON.stringify([order, mails.map(({ text, html }) => [text, html])])).not.toContain('PRIVATE KEY');
  }, 180_000);

  test("a customer's own key is the one on the bastion, and no key is mailed", async () => {
    const key = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJAYhJOWfSAzz6iY/Rl01p5PFEKBcNWh2GSi5C8NwHKv';
    const { body } = await stack.api('globex').post('/orders', { offer: 'standard', name: 'db-01', sshPublicKey: `${key} anna@home` });
    expect((await stack.api('operator').post(`/orders/${body.id}/approve`)).status).toBe(202);
    await until('the order to be done', async () => (await stack.api('globex').get(`/orders/${body.id}`)).body.state === 'done' || undefined);
    expect(bastion.linesOf('globex')).toEqual([`172.16.0.10:22 ${key} ${body.id}`]);
    await mailsSent(stack.url());
    const mails = (await (await fetch(`${stack.mail}/api/messages`)).json()) as any[];
    expect(mails.filter(({ subject }) => subject.includes('db-01')).flatMap(({ attachments }) => attachments)).toEqual([]);
  }, 120_000);

  test('a key that is none is refused at ordering', async () => {
    const { status, body } = await stack.api('acme').post('/orders', { offer: 'standard', name: 'web-02', sshPublicKey: 'ssh-rsa AAAAC3NzaC1lZDI1NTE5AAAAI' });
    expect(status).toBe(400);
    expect(JSON.stringify(body)).toContain('not an OpenSSH public key');
  });
});
