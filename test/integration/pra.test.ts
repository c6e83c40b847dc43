import { apiOf, type Api } from '../harness/api.ts';
import { simulatorOf } from '../harness/simulator.ts';
import { until } from '../harness/until.ts';
import { startVigie, type Vigie } from '../harness/vigie.ts';

let vigie: Vigie;
let ada: Api;
let olga: Api;
let editor: Api;
let simulator: ReturnType<typeof simulatorOf>;
let machines: { name: string; vmid: number; id: string; node: string; addresses: string[] }[];
/** The node that the machines are on: the one that is lost. */
let lost: string;
let other: string;

beforeAll(async () => {
  vigie = await startVigie();
  ada = apiOf(vigie.urls.app!, 'admin');
  olga = apiOf(vigie.urls.app!, 'ops-admin');
  editor = apiOf(vigie.urls.app!, 'acme-editor');
  simulator = simulatorOf(vigie.urls.simulator!);
  for (const name of ['web-01', 'db-01']) await order(name);
  const { body } = await ada.get('/vms?tenant=acme');
  machines = body.items.filter(({ name }: { name: string }) => ['web-01', 'db-01'].includes(name));
  lost = machines[0]!.node;
  other = lost === 'pve1' ? 'pve2' : 'pve1';
  expect(machines.map(({ node }) => node)).toEqual([lost, lost]);
}, 300_000);

afterAll(async () => {
  await vigie?.stop();
  vigie?.remove();
}, 60_000);

async function order(name: string): Promise<void> {
  const created = await editor.post('/orders', { offer: 'standard', name, network: 'default' });
  expect(created.status).toBe(201);
  expect((await ada.post(`/orders/${created.body.id}/approve`)).status).toBe(202);
  await until(`${name} to be delivered`, async () => ((await ada.get(`/orders/${created.body.id}`)).body.state === 'done' ? true : undefined), 120);
}

const start = (mode: string) =>
  ada.post('/runbooks/pve-host-lost/executions', { mode, reason: 'the rack has no power', parameters: { node: `demo/${lost}` } });

const execution = async (id: string) => (await ada.get(`/executions/${id}`)).body;
const stepOf = (body: any, step: string) => body.steps.find((one: any) => one.id === step);

/** Waits until the step is in one of the states; says what it is in when that takes too long. */
function stepIs(id: string, step: string, ...states: string[]): Promise<any> {
  return until(
    `step ${step} of ${id} to be ${states.join(' or ')}`,
    async () => {
      const { status, body } = await ada.get(`/executions/${id}`).catch(() => ({ status: 0, body: undefined }));
      const found = status === 200 ? stepOf(body, step) : undefined;
      if (found?.state === 'failed' && !states.includes('failed')) throw new Error(`step ${step} failed: ${JSON.stringify(found.error)}`);
      return found && states.includes(found.state) ? found : undefined;
    },
    90,
  );
}

const act = (api: Api, id: string, step: string, body: object) => api.post(`/executions/${id}/steps/${step}`, body);

test('a rehearsal goes through all steps and changes nothing', async () => {
  const before = (await simulator.journal()).at(-1)!.seq;
  const { status, body } = await start('rehearsal');
  expect(status).toBe(201);
  expect(body).toMatchObject({ mode: 'rehearsal', runbook: 'pve-host-lost', startedBy: 'admin', rtoSeconds: 3600 });
  expect((await start('rehearsal')).status).toBe(409);

  await stepIs(body.id, 'fence', 'awaiting-confirmation');
  expect((await act(ada, body.id, 'fence', { act: 'confirm' })).status).toBe(202);
  await until('the probe', async () => stepOf(await execution(body.id), 'fence').probe?.reached || undefined);
  expect((await act(ada, body.id, 'fence', { act: 'done' })).status).toBe(202);
  const move = await stepIs(body.id, 'move-configurations', 'waiting');
  expect(move.lines.filter((line: any) => line.command)).toEqual([]);
  await until('the probe', async () => stepOf(await execution(body.id), 'move-configurations').probe?.reached || undefined);
  expect((await act(ada, body.id, 'move-configurations', { act: 'done' })).status).toBe(202);
  await stepIs(body.id, 'inform', 'waiting');
  expect((await act(ada, body.id, 'inform', { act: 'done' })).status).toBe(202);
  await stepIs(body.id, 'node-returns', 'waiting');
  expect((await act(ada, body.id, 'node-returns', { act: 'choose', option: 'keep-here' })).status).toBe(202);
  const ended = await until('the end', async () => {
    const now = await execution(body.id);
    return now.endedAt ? now : undefined;
  });
  expect(ended.state).toBe('done');
  expect(stepOf(ended, 'plan').lines.map((line: any) => line.text).join('\n')).toContain(`it goes to ${other}`);

  const calls = (await simulator.journal()).filter(({ seq, method }) => seq > before && method !== 'GET');
  expect(calls).toEqual([]);
  expect(JSON.parse((await ada.get(`/executions/${body.id}/report`)).body.canonical).rehearsal).toBe(true);
  const { body: list } = await ada.get('/runbooks');
  expect(list.readiness.score).toBeLessThan(100);
  expect(list.readiness.reasons.map(({ code }: any) => code)).toEqual(expect.arrayContaining(['vms-without-backup', 'vms-unproven', 'never-rehearsed']));
  expect((await ada.get('/overview')).body.readiness.score).toBe(list.readiness.score);
  expect(list.items.find((one: any) => one.slug === 'pve-host-lost').lastRehearsal).toMatchObject({ id: body.id, state: 'done' });
}, 240_000);

test('a rehearsal of a lost machine proves its backup in the lab, and leaves the machine alone', async () => {
  const { id: vm, vmid } = machines[0]!;
  const backup = (await ada.post(`/vms/${vm}/backups`)).body;
  await until('the backup', async () => ((await ada.get(`/backup-runs/${backup.id}`)).body.state === 'done' ? true : undefined));
  const before = (await simulator.journal()).at(-1)!.seq;
  const request = { mode: 'rehearsal', reason: 'the quarterly one', parameters: { vm } };
  const { id } = (await ada.post('/runbooks/vm-lost/executions', request)).body;
  await stepIs(id, 'choose-point', 'waiting');
  await act(ada, id, 'choose-point', { act: 'choose', option: 'newest-complete' });
  await stepIs(id, 'set-aside', 'awaiting-confirmation');
  await act(ada, id, 'set-aside', { act: 'confirm' });
  await act(ada, id, 'set-aside', { act: 'done', note: 'a rehearsal' });
  const restore = await stepIs(id, 'restore', 'done');
  expect(restore.lines[0].text).toMatch(/restore test rst_\w+ passed/);
  await stepIs(id, 'inform', 'waiting');
  await act(ada, id, 'inform', { act: 'done' });
  await until('the end', async () => ((await execution(id)).state === 'done' ? true : undefined));
  const { body: tests } = await ada.get(`/restore-tests?vm=${vm}`);
  expect(tests.items[0]).toMatchObject({ origin: 'rehearsal', verdict: 'passed' });
  const touched = (await simulator.journal()).filter(({ seq, method, path }) => seq > before && method !== 'GET' && path.includes(`/qemu/${vmid}`));
  expect(touched).toEqual([]);
}, 240_000);

test('a node that answers is not evacuated', async () => {
  const { body } = await start('real');
  const failed = await stepIs(body.id, 'confirm-lost', 'failed');
  expect(failed.error.code).toBe('node-still-online');
  expect((await execution(body.id)).state).toBe('failed');
  expect((await ada.post(`/executions/${body.id}/abort`, { reason: 'it is back' })).status).toBe(202);
  expect(await execution(body.id)).toMatchObject({ state: 'aborted', abortReason: 'it is back' });
}, 120_000);

test('a lost host: two persons, one kill -9, and the machines run elsewhere', async () => {
  await simulator.control(`/nodes/${lost}`, { online: false });
  const { body } = await start('real');
  const { id } = body;

  await stepIs(id, 'fence', 'awaiting-confirmation');
  expect((await act(ada, id, 'fence', { act: 'confirm' })).status).toBe(202);
  const again = await act(ada, id, 'fence', { act: 'confirm' });
  expect(again.body).toMatchObject({ status: 409, code: 'second-person-needed' });
  expect((await act(editor, id, 'fence', { act: 'confirm' })).status).toBe(403);
  expect((await act(olga, id, 'fence', { act: 'confirm', note: 'I pulled both cables' })).status).toBe(202);
  expect((await act(olga, id, 'fence', { act: 'done', note: 'the rack is dark' })).status).toBe(202);

  const move = await stepIs(id, 'move-configurations', 'waiting');
  const commands = move.lines.filter((line: any) => line.command).map((line: any) => line.text);
  expect(commands.sort()).toEqual(
    machines.map(({ vmid }) => `mv /etc/pve/nodes/${lost}/qemu-server/${vmid}.conf /etc/pve/nodes/${other}/qemu-server/`).sort(),
  );
  expect((await act(ada, id, 'move-configurations', { act: 'done' })).body).toMatchObject({ code: 'invalid-request' });

  const killed = vigie.pid('provisioner');
  process.kill(killed, 'SIGKILL');
  await until('another provisioner', () => (vigie.pid('provisioner') !== killed ? true : undefined));

  for (const { vmid } of machines) await simulator.control(`/guests/${vmid}`, { node: other });
  await until('the probe to see it', async () => {
    const { status, body: now } = await ada.get(`/executions/${id}`).catch(() => ({ status: 0, body: undefined }));
    return (status === 200 && stepOf(now, 'move-configurations').probe?.reached) || undefined;
  });
  expect((await act(ada, id, 'move-configurations', { act: 'done' })).status).toBe(202);

  expect(await stepIs(id, 'inform', 'waiting')).toMatchObject({ state: 'waiting' });
  const now = await execution(id);
  expect(stepOf(now, 'restore').state).toBe('skipped');
  expect(stepOf(now, 'verify').lines).toHaveLength(2);
  expect(stepOf(now, 'inform').lines[0].text).toContain('Acme <it@acme.example>');
  await act(ada, id, 'inform', { act: 'done' });
  await stepIs(id, 'node-returns', 'waiting');
  await act(olga, id, 'node-returns', { act: 'choose', option: 'move-back' });
  const ended = await until('the end', async () => {
    const last = await execution(id);
    return last.endedAt ? last : undefined;
  });

  expect(ended.state).toBe('done');
  const seconds = (Date.parse(ended.endedAt) - Date.parse(ended.startedAt)) / 1000;
  expect(seconds).toBeLessThan(ended.rtoSeconds);
  process.stderr.write(`host lost and recovered in ${Math.round(seconds)} s, objective ${ended.rtoSeconds} s\n`);
  const world = await simulator.state();
  for (const { vmid, addresses } of machines) {
    const guest = world.guests[vmid];
    expect({ node: guest.node, addresses: guest.running?.addresses.map(({ ip }: any) => ip) }).toEqual({ node: other, addresses });
  }
  const { body: vms } = await ada.get('/vms?tenant=acme');
  expect(vms.items.map(({ node, state }: any) => ({ node, state }))).toEqual([{ node: other, state: 'running' }, { node: other, state: 'running' }]);

  expect(ended.journal.map(({ sequence }: any) => sequence)).toEqual(ended.journal.map((_: unknown, index: number) => index + 1));
  const by = (actor: string) => ended.journal.filter((entry: any) => entry.actor === actor).map(({ act: name, step }: any) => `${name} ${step ?? ''}`.trim());
  expect(by('admin')).toEqual(['begun', 'confirmed fence', 'done move-configurations', 'done inform']);
  expect(by('ops-admin')).toEqual(['confirmed fence', 'done fence', 'chosen node-returns']);
  for (const step of ended.steps) expect(ended.journal.some((entry: any) => entry.step === step.id)).toBe(true);
  expect(ended.journal.at(-1)).toMatchObject({ actor: 'system', act: 'finished' });
  expect((await act(ada, id, 'inform', { act: 'done' })).status).toBe(409);

  const report = (await ada.get(`/executions/${id}/report`)).body;
  const said = JSON.parse(report.canonical);
  expect(said).toMatchObject({ rehearsal: false, objectives: { rtoSeconds: 3600 }, measured: { rtaSeconds: seconds } });
  expect(said.journal).toHaveLength(ended.journal.length);
  expect((await olga.get(`/executions/${id}/report`)).body.signature).toBe(report.signature);
}, 300_000);

test('a lost machine: its rest is put aside by two persons, and it comes back from its backup with its card', async () => {
  const { vmid, id: vm, addresses } = machines[0]!;
  const card = (await simulator.state()).guests[vmid].config.net0;
  const request = { mode: 'real', reason: 'its disk is damaged', parameters: { vm } };
  const early = (await ada.post('/runbooks/vm-lost/executions', request)).body;
  expect((await stepIs(early.id, 'confirm-lost', 'failed')).error.code).toBe('vm-still-there');
  await ada.post(`/executions/${early.id}/abort`, { reason: 'it runs' });

  await simulator.control('/backups', { vmid, ageSeconds: 7200, incomplete: true });
  await simulator.control('/backups', { vmid, ageSeconds: 3600 });
  // A node that goes off and on again leaves its machines stopped.
  await simulator.control(`/nodes/${other}`, { online: false });
  await simulator.control(`/nodes/${other}`, { online: true });
  const { id } = (await ada.post('/runbooks/vm-lost/executions', request)).body;
  await stepIs(id, 'choose-point', 'waiting');
  // The one that broke off is no choice.
  expect(stepOf(await execution(id), 'find-backup').lines).toHaveLength(2);
  await act(ada, id, 'choose-point', { act: 'choose', option: 'newest-complete' });
  await stepIs(id, 'set-aside', 'awaiting-confirmation');
  await act(olga, id, 'set-aside', { act: 'confirm' });
  await act(ada, id, 'set-aside', { act: 'confirm' });
  const aside = stepOf(await execution(id), 'set-aside').lines.filter((line: any) => line.command).map((line: any) => line.text);
  expect(aside).toEqual([expect.stringMatching(`^mv /etc/pve/nodes/${other}/qemu-server/${vmid}.conf /root/`), `pvesm free ceph-vm:vm-${vmid}-cloudinit`]);
  await simulator.control(`/guests/${vmid}`, { node: null });
  await simulator.control('/storages/ceph-vm', { free: [`vm-${vmid}-cloudinit`] });
  await until('the probe to see it', async () => stepOf(await execution(id), 'set-aside').probe?.reached || undefined);
  await act(ada, id, 'set-aside', { act: 'done' });
  const inform = await stepIs(id, 'inform', 'waiting');
  expect(inform.lines[0].text).toContain('later changes are lost');
  await act(ada, id, 'inform', { act: 'done' });
  await until('the end', async () => ((await execution(id)).state === 'done' ? true : undefined));
  const guest = (await simulator.state()).guests[vmid];
  expect({ card: guest.config.net0, node: guest.node, addresses: guest.running.addresses.map(({ ip }: any) => ip) }).toEqual({ card, node: other, addresses });
}, 240_000);

test('the lost host made each machine start once on its new node, the lost machine once more', async () => {
  const startOf = ({ vmid }: { vmid: number }) => `/nodes/${other}/qemu/${vmid}/status/start`;
  const starts = (await simulator.journal()).filter(({ method, path }) => method === 'POST' && machines.map(startOf).includes(path));
  expect(starts.map(({ path }) => path).sort()).toEqual([machines[0]!, ...machines].map(startOf).sort());
});

test('a French reader gets French texts, and nobody of a tenant gets any', async () => {
  const { body } = await ada.get('/runbooks/pve-host-lost?lang=fr');
  expect(body.title).toBe('Un hôte Proxmox est perdu');
  expect(body.parameters[0].choices.map(({ value }: any) => value)).toEqual(['demo/pve1', 'demo/pve2']);
  expect((await editor.get('/runbooks')).status).toBe(403);
});

test('nonsense is refused', async () => {
  const path = '/runbooks/pve-host-lost/executions';
  const wrong = { mode: 'real', reason: 'x', parameters: { node: 'demo/pve9', colour: 'red' } };
  const { body } = await ada.post(path, wrong);
  expect(body.code).toBe('invalid-request');
  expect(body.errors.map(({ path: at }: any) => at)).toEqual(['parameters.node', 'parameters.colour']);
  expect((await ada.post('/runbooks/nothing-lost/executions', wrong)).status).toBe(404);
  expect((await ada.get('/executions/exe_0000000000000000')).status).toBe(404);
});
