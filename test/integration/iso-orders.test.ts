import { startProvisioner, type ProvisionerStack } from '../harness/provisioner.ts';
import { simulatorOf } from '../harness/simulator.ts';
import { until } from '../harness/until.ts';

const image = 'local:iso/debian-13-netinst.iso';
let stack: ProvisionerStack;

beforeAll(async () => {
  stack = await startProvisioner(() => {});
}, 120_000);

afterAll(() => stack?.stop(), 60_000);

const ordered = async (name: string) => (await stack.api('acme').post('/orders', { offer: 'standard', name, options: { os: 'debian-13-iso' } })).body;
const approve = async (id: string) => expect((await stack.api('operator').post(`/orders/${id}/approve`)).status).toBe(202);

const ended = (id: string, state: string) =>
  until(`order to be ${state}`, async () => {
    const { body } = await stack.api('operator').get(`/orders/${id}`);
    return body.state === state ? body : undefined;
  }, 60);

const stateOf = (order: any, name: string) => order.steps.find((step: any) => step.name === name);
const failure = (order: any) => order.steps.filter(({ state }: any) => state === 'failed').map(({ name, error }: any) => [name, error.code]);

test('the catalogue says which systems their tenants install', async () => {
  const { body } = await stack.api('acme').get('/catalogue');
  const values = body.offers[0].options.find(({ id }: any) => id === 'os').values;
  expect(values.map(({ id, installs }: any) => [id, installs])).toEqual([['debian-13', 'template'], ['ubuntu-24.04', 'template'], ['debian-13-iso', 'iso']]);
});

test('from the order to a machine that waits at its installer, and the mail that says so', async () => {
  const { id } = await ordered('by-hand');
  await approve(id);
  const order = await ended(id, 'done');
  for (const step of ['clone-template', 'resize-disk', 'confirm-agent', 'publish-target', 'open-bastion']) {
    expect(stateOf(order, step)).toMatchObject({ name: step, state: 'skipped', note: { code: expect.any(String) } });
  }
  const [address] = order.access.addresses;
  expect(order.access).toEqual({ addresses: [address] });
  const { guests, sdn } = await simulatorOf(stack.control).state();
  const guest = Object.values<any>(guests).find(({ config }) => config.name === 'by-hand');
  expect(guest.running).toBeTruthy();
  expect(guest.config).toMatchObject({ ide2: expect.stringContaining(`${image},media=cdrom`), boot: 'order=scsi0;ide2', ostype: 'l26', onboot: 1, tags: 'vigie' });
  expect(guest.config.scsi0).toMatch(/size=20G/);
  expect(sdn.ipam.filter((entry: any) => Number(entry.vmid) === guest.vmid).map(({ ip }: any) => ip)).toEqual([address]);
  const mail = await until('the mail', async () => {
    const all = (await (await fetch(`${stack.mail}/api/messages`)).json()) as { subject: string; text: string }[];
    return all.find(({ subject }) => subject === 'Your machine by-hand waits at its installer');
  });
  for (const fact of [address, '255.255.255.0', 'console=kvm', `vmid=${guest.vmid}`, '/a/vigie-proxmox-app/vms/', 'acme@pve']) expect(mail.text).toContain(fact);
  const { body: drift } = await stack.api('operator').get('/drift');
  expect((drift.items ?? []).filter(({ vm }: any) => order.vms.includes(vm))).toEqual([]);
}, 120_000);

test('an image that is taken out of the configuration, or off its storage: the order fails clearly, and a retry delivers it', async () => {
  const { id } = await ordered('too-late');
  let isos: any;
  await stack.reconfigure((config) => {
    isos = config.clusters[0].isos;
    config.clusters[0].isos = {};
    // What was an image is a template now: whoever ordered an installer still gets none of it.
    config.clusters[0].templates['debian-13-iso'] = 9000;
  });
  await approve(id);
  expect(failure(await ended(id, 'failed'))).toEqual([['place-vm', 'iso-unconfigured']]);
  await stack.reconfigure((config) => {
    config.clusters[0].isos = { 'debian-13-iso': { ...isos['debian-13-iso'], volume: 'local:iso/vanished.iso' } };
    delete config.clusters[0].templates['debian-13-iso'];
  });
  expect((await stack.api('operator').post(`/orders/${id}/retry`)).status).toBe(202);
  const missing = await until('the image to be missed', async () => {
    const { body } = await stack.api('operator').get(`/orders/${id}`);
    return body.state === 'failed' && stateOf(body, 'place-vm').error.code === 'iso-missing' ? stateOf(body, 'place-vm').error : undefined;
  }, 60);
  expect(missing.params).toEqual({ volume: 'local:iso/vanished.iso', storage: 'local', nodes: expect.stringMatching(/^pve\d(, pve\d)?$/) });
  await stack.reconfigure((config) => Object.assign(config.clusters[0], { isos }));
  expect((await stack.api('operator').post(`/orders/${id}/retry`)).status).toBe(202);
  await ended(id, 'done');
}, 180_000);
