import { readFileSync } from 'node:fs';
import { jest } from '@jest/globals';
import { memoryBastion } from '../harness/memory-bastion.ts';
import { startOrderRunner, type OrderRunner } from '../harness/order-runner.ts';
import { until } from '../harness/until.ts';

const seconds = 4;
const exec = { method: 'POST', template: '/nodes/{node}/qemu/{vmid}/agent/exec' };
const status = { method: 'GET', template: '/nodes/{node}/qemu/{vmid}/agent/exec-status' };

/** os-release of other systems. */
const systems: Record<string, string> = {
  almalinux: 'NAME="AlmaLinux"\nID="almalinux"\nVERSION_ID="9.6"\n',
  alpine: 'NAME="Alpine Linux"\nID=alpine\nVERSION_ID=3.22\n',
};

let runner: OrderRunner;

jest.setTimeout(30_000);

/** What the next machines are cloned from has no node exporter, and this beside. */
const template = (contents: Record<string, unknown>) =>
  runner.simulator.control('/guests/9000', { packages: { installed: [], trouble: null }, ...contents });

async function guestOf(id: string): Promise<any> {
  const { guests } = await runner.simulator.state();
  return Object.values<any>(guests).find(({ config }) => String(config.description).includes(id));
}

const stepOf = async (id: string, name = 'install-packages') => (await runner.stepsOf(id)).find((step) => step.name === name)!;

/** An order whose machine is up, before anything is installed in it. */
async function upOrder(packages?: string[]): Promise<{ id: string; vmid: number }> {
  const { id } = await runner.newOrder(packages && { spec: { packages } });
  await runner.deliver(id, 'confirm-agent');
  return { id, vmid: (await guestOf(id)).vmid };
}

/** The programs that were started in a machine. */
async function programs(vmid: number): Promise<string[]> {
  const journal = await runner.simulator.journal();
  return journal.filter(({ template, path }) => template === exec.template && path.includes(`/${vmid}/`)).map(({ params }) => [params.command].flat().join(' '));
}

const installs = async (vmid: number): Promise<string[]> => (await programs(vmid)).filter((line) => /^systemd-run .* install /.test(line));

const servicesOf = async (id: string): Promise<string[]> =>
  (await guestOf(id)).contents.services.filter(({ active }: any) => active).map(({ name }: any) => name);

async function switchOff(id: string): Promise<void> {
  const { node, vmid } = await guestOf(id);
  await runner.call('POST', '/nodes/{node}/qemu/{vmid}/status/stop', { node, vmid });
}

describe('by the guest agent', () => {
  beforeAll(async () => {
    runner = await startOrderRunner({ tenants: 40, callMs: 1000, bastion: memoryBastion(), packages: { nodeExporter: 'agent', timeoutSeconds: seconds } });
  }, 120_000);
  afterAll(() => runner?.close(), 60_000);

  beforeEach(() => template({ files: { '/etc/os-release': 'ID=debian\nVERSION_ID="13"\n' } }));
  afterEach(async () => {
    expect(await runner.simulator.clearFaults()).toEqual([]);
  });

  test('a template that has it: nothing is installed', async () => {
    await template({ packages: { installed: ['prometheus-node-exporter'] }, services: [{ name: 'prometheus-node-exporter', port: 9100 }] });
    const { id, vmid } = await upOrder();
    expect(await runner.deliver(id)).toBe('done');
    expect((await stepOf(id)).state).toBe('done');
    expect(await installs(vmid)).toEqual([]);
    await switchOff(id);
  });

  test.each([
    ['debian-13', ['prometheus-node-exporter', 'postgresql']],
    ['ubuntu-24.04', ['prometheus-node-exporter', 'postgresql']],
  ])('%s: the node exporter and what was ordered', async (os, expected) => {
    await runner.simulator.control('/guests/9001', { packages: { installed: [] } });
    const { id } = await runner.newOrder({ spec: { template: os, packages: ['postgresql'] } });
    expect(await runner.deliver(id)).toBe('done');
    expect(await servicesOf(id)).toEqual(expect.arrayContaining(expected));
    const { vmid } = await guestOf(id);
    expect(await installs(vmid)).toEqual([expect.stringContaining('--setenv=DEBIAN_FRONTEND=noninteractive')]);
    await switchOff(id);
  });

  test('the family of Red Hat: its service is started', async () => {
    await template({ files: { '/etc/os-release': systems.almalinux } });
    const { id } = await upOrder();
    expect(await runner.deliver(id)).toBe('done');
    expect(await servicesOf(id)).toContain('node_exporter');
    await switchOff(id);
  });

  test('another system: the node exporter is left out, an order that needs packages fails', async () => {
    await template({ files: { '/etc/os-release': systems.alpine } });
    const without = await upOrder();
    expect(await runner.deliver(without.id)).toBe('done');
    expect(await stepOf(without.id)).toMatchObject({ state: 'skipped', code: 'packages-family-unknown', params: { os: 'Alpine Linux 3.22' } });
    const needs = await upOrder(['postgresql']);
    expect(await runner.deliver(needs.id)).toBe('failed');
    expect(await stepOf(needs.id)).toMatchObject({ code: 'packages-unsupported', params: { packages: 'postgresql' } });
    await switchOff(without.id);
    await switchOff(needs.id);
  });

  test.each([
    ['offline', 'packages-unreachable', /Temporary failure resolving/],
    ['broken', 'packages-failed', /post-installation script/],
    ['locked', 'packages-slow', /Could not get lock/],
    ['endless', 'packages-slow', /Waiting for headers/],
    ['no-exec', 'agent-exec-off', /guest-exec has been disabled/],
  ])('%s: fails with %s, and a retry goes on', async (trouble, code, technical) => {
    await template({ packages: { installed: [], trouble } });
    const { id, vmid } = await upOrder();
    expect(await runner.deliver(id)).toBe('failed');
    expect(await stepOf(id)).toMatchObject({ state: 'failed', code, technical: expect.stringMatching(technical) });
    await runner.simulator.control(`/guests/${vmid}`, { packages: { trouble: null } });
    if (trouble === 'endless') {
      // Nothing is begun twice: what runs is waited for, until somebody ends it.
      expect(await runner.retry(id)).toBe('failed');
      expect((await programs(vmid)).filter((line) => line.startsWith('systemd-run'))).toHaveLength(1);
      await runner.call('POST', '/nodes/{node}/qemu/{vmid}/status/reset', { node: (await guestOf(id)).node, vmid });
      await runner.simulator.control(`/guests/${vmid}`, { commands: {} });
    }
    await switchOff(id);
    await runner.call('POST', '/nodes/{node}/qemu/{vmid}/status/start', { node: (await guestOf(id)).node, vmid });
    expect(await runner.retry(id)).toBe('done');
    expect(await servicesOf(id)).toContain('prometheus-node-exporter');
    await switchOff(id);
  });

  test('a package that the distribution does not have', async () => {
    const { id } = await upOrder(['no-such-database']);
    expect(await runner.deliver(id)).toBe('failed');
    expect(await stepOf(id)).toMatchObject({ code: 'package-unknown', technical: expect.stringContaining('no-such-database') });
    await switchOff(id);
  });

  test('an agent that dies meanwhile, and comes back', async () => {
    await template({ packages: { installed: [], trouble: 'endless' } });
    const { id, vmid } = await upOrder();
    const delivered = runner.deliver(id);
    await until('an installation to begin', async () => (await installsOrRefresh(vmid)) || undefined);
    await runner.simulator.control(`/guests/${vmid}`, { agent: false });
    expect(await delivered).toBe('failed');
    expect(await stepOf(id)).toMatchObject({ code: 'agent-lost' });
    await runner.simulator.control(`/guests/${vmid}`, { agent: true, packages: { trouble: null } });
    await switchOff(id);
    await runner.call('POST', '/nodes/{node}/qemu/{vmid}/status/start', { node: (await guestOf(id)).node, vmid });
    expect(await runner.retry(id)).toBe('done');
    await switchOff(id);
  });

  test('an order that is cancelled meanwhile is not waited for', async () => {
    await template({ packages: { installed: [], trouble: 'endless' } });
    const { id, vmid } = await upOrder();
    const delivered = runner.deliver(id);
    await until('an installation to begin', async () => (await installsOrRefresh(vmid)) || undefined);
    expect(await runner.cancel(id)).toBe('cancelled');
    await delivered;
    expect(await guestOf(id)).toBeUndefined();
  });

  /** What surely did nothing is met at some programs only. */
  const faults: { name: string; kind: string; every?: number; [more: string]: unknown }[] = [
    { name: 'refused for good', kind: 'refuse', status: 403, text: 'Permission check failed (/vms/1, VM.GuestAgent.Unrestricted)', every: 3 },
    { name: '500, not done', kind: 'refuse', status: 500, text: 'QEMU guest agent is not running', every: 3 },
    { name: '500, done', kind: 'error-500-but-done' },
    { name: '595', kind: 'refuse', status: 595, text: 'No route to host', every: 3 },
    { name: '596, not done', kind: 'status-596', acts: false },
    { name: '596, done', kind: 'status-596' },
    { name: 'reset, done', kind: 'reset-after-write' },
    { name: 'no answer, not done', kind: 'hang' },
    { name: 'no answer, done', kind: 'hang', acts: true },
  ];

  test.each(faults)('$name, at each program in turn: installed once', async ({ every = 1, ...fault }) => {
    const { id, vmid } = await upOrder();
    const clean = async () => {
      await runner.simulator.control(`/guests/${vmid}`, { packages: { installed: [], trouble: null } });
      return (await historyOf(id)).length;
    };
    const before = (await programs(vmid)).length;
    await runner.runStep(id, 'install-packages');
    const count = (await programs(vmid)).length - before;
    expect(count).toBeGreaterThan(8);
    for (let skip = 0; skip < count; skip += every) {
      for (const call of skip % 4 === 2 ? [exec, status] : [exec]) {
        const done = await clean();
        await runner.simulator.fault({ ...fault, ...call, skip, times: 1 });
        await runner.runStep(id, 'install-packages').catch(() => runner.runStep(id, 'install-packages'));
        expect({ skip, call, history: (await historyOf(id)).slice(done) }).toEqual({ skip, call, history: ['install prometheus-node-exporter'] });
        expect(await servicesOf(id)).toContain('prometheus-node-exporter');
        expect(await runner.simulator.clearFaults()).toEqual([]);
      }
    }
    await switchOff(id);
  }, 120_000);

  const historyOf = async (id: string): Promise<string[]> => (await guestOf(id)).contents.packages.history;

  async function installsOrRefresh(vmid: number): Promise<boolean> {
    return (await programs(vmid)).some((line) => line.startsWith('systemd-run'));
  }
});

describe('by a vendor snippet', () => {
  const volume = 'local:snippets/vigie-vendor.yaml';

  beforeAll(async () => {
    runner = await startOrderRunner({ tenants: 4, callMs: 1000, bastion: memoryBastion(), packages: { nodeExporter: 'snippet', vendorSnippet: volume } });
    await template({});
  }, 120_000);
  afterAll(() => runner?.close(), 60_000);

  test('one that nobody placed stops the order before the machine starts, and a retry goes on', async () => {
    const { id } = await runner.newOrder();
    expect(await runner.deliver(id)).toBe('failed');
    const step = await stepOf(id, 'configure-vm');
    expect(step).toMatchObject({ state: 'failed', code: 'snippet-missing', params: { volume, storage: 'local' } });
    expect((await guestOf(id)).config.cicustom).toBeUndefined();
    await runner.simulator.control('/storages/local', { snippets: { 'vigie-vendor.yaml': readFileSync('docs/vigie-vendor.yaml', 'utf8') } });
    expect(await runner.retry(id)).toBe('done');
    expect((await guestOf(id)).config.cicustom).toBe(`vendor=${volume}`);
    expect(await servicesOf(id)).toContain('prometheus-node-exporter');
    expect(await stepOf(id)).toMatchObject({ state: 'skipped', code: 'packages-by-snippet' });
  });
});
