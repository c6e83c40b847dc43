import type { VmOperationKind } from '@vigie/contract/vm-operations';
import { fakePve, refused } from '../backups/fixture.ts';
import type { Durable } from '../engine/durable.ts';
import { systemScope } from '../store/scope.ts';
import { aDeliveredVm, databaseForTests } from '../store/test-database.ts';
import { endOperation } from '../store/vm-operation-progress.ts';
import { findOperation, insertOperation } from '../store/vm-operations.ts';
import { findVmOfAnyAge } from '../store/vms.ts';
import type { VmLifeParts } from './ports.ts';
import { vmOperationRuns } from './runs.ts';
import { operationView } from './view.ts';

const db = databaseForTests();
const base = '/nodes/{node}/qemu/{vmid}';
let vmid = 20_000;

/** A machine that runs. Proxmox refuses to roll it back after it has stopped it, and the marks of a deletion after it has set them. */
async function aMachine() {
  const vm = await aDeliveredVm(db, { tenant: 'acme', vmid: vmid++ });
  const is = { status: 'running', config: { description: `vigie:${vm.orderId}`, onboot: 1, tags: '' } as Record<string, unknown>, away: false };
  const stops = () => {
    is.status = 'stopped';
    return refused('no space left');
  };
  const { pve } = fakePve({
    'GET /cluster/resources': () => (is.away ? refused('away', 'unreachable') : [
      { type: 'node', node: 'pve1', status: 'online' }, { type: 'qemu', vmid: vmid - 1, node: 'pve1' },
    ]),
    [`GET ${base}/config`]: () => ({ ...is.config }),
    [`GET ${base}/status/current`]: () => ({ status: is.status }),
    [`GET ${base}/snapshot`]: [{ name: 'before', snaptime: 1 }],
    'GET /nodes/{node}/time': () => ({ time: Math.floor(Date.now() / 1000) }),
    [`POST ${base}/status/shutdown`]: stops,
    [`POST ${base}/status/stop`]: () => refused('it is locked'),
    [`POST ${base}/snapshot/{snapname}/rollback`]: () => {
      const error = stops();
      is.away = is.config.away === 1;
      return error;
    },
    [`PUT ${base}/config`]: (params: Record<string, unknown>) => {
      Object.assign(is.config, params);
      return refused('somebody was faster');
    },
  });
  const runs = vmOperationRuns({
    db, config: { provisioner: { shutdownSeconds: 1, deletion: { graceDays: 7 } } }, clusters: [{ config: { name: 'demo' }, port: pve }],
    undo: { steps: [], undoStep: () => Promise.resolve() }, bastion: null,
    notices: () => ({ retired: () => Promise.resolve() }),
  } as unknown as VmLifeParts);
  const insert = async (kind: VmOperationKind) =>
    (await insertOperation(db, { vm, kind, detail: { snapshot: 'before' }, requestedBy: 'somebody' })) ?? '';
  const shown = async (id: string) => {
    const row = await findOperation(db, systemScope, id);
    return { facts: row?.facts, ...operationView(row!, false) };
  };
  return {
    id: vm.id,
    is,
    /** To its end; `meanwhile` is what somebody else does, by the step after which it is done. */
    async ask(kind: VmOperationKind, meanwhile: Record<string, () => void> = {}) {
      const durable: Durable = {
        async step(name, act) {
          const result = await act();
          meanwhile[name]?.();
          return result;
        },
        sleep: () => Promise.resolve(),
        wait: () => Promise.resolve(),
      };
      const id = await insert(kind);
      await runs.body(durable, id);
      return shown(id);
    },
    /** As if it had gone well. */
    async did(kind: VmOperationKind) {
      await endOperation(db, await insert(kind), 'done');
    },
  };
}

test('a rollback that fails tells that it left the machine stopped, and its repeat still knows that it ran', async () => {
  const { ask, did } = await aMachine();
  for (const _try of [1, 2]) {
    expect(await ask('rollback-snapshot')).toMatchObject({
      state: 'failed', facts: { running: true, onboot: true, left: 'stopped' },
      error: { consequence: { code: 'vm-left-stopped', message: expect.stringMatching(/ran before and is stopped now. Start it/) } },
    });
  }
  await did('create-snapshot');
  expect(await ask('rollback-snapshot')).toMatchObject({ facts: { running: true } });
  // From here on somebody wants it stopped.
  await did('stop');
  const later = await ask('rollback-snapshot');
  expect(later).toMatchObject({ state: 'failed', facts: { running: false } });
  expect(later.error?.consequence).toBeUndefined();
});

test('a deletion that fails leaves what it was before to the next: that it ran, and started with its node', async () => {
  const { ask, is, id } = await aMachine();
  expect(await ask('retire')).toMatchObject({ state: 'failed', facts: { running: true, onboot: true, left: 'stopped' } });
  // It was asked to shut down, and the marks were not reached.
  expect(is.config).toMatchObject({ onboot: 1, tags: '' });
  expect(await ask('retire')).toMatchObject({ state: 'failed', facts: { running: true, onboot: true }, error: { consequence: { code: 'vm-left-stopped' } } });
  expect(is).toMatchObject({ status: 'stopped', config: { onboot: 0, protection: 1, tags: 'vigie-pending-delete' } });
  // What it could not read back is there by now. What a recall goes by is kept with the machine.
  expect(await ask('retire')).toMatchObject({ state: 'done', facts: { running: true, onboot: true } });
  expect(await findVmOfAnyAge(db, id)).toMatchObject({ retired_from: { running: true, onboot: true } });
});

test('a deletion that cannot stop a machine which somebody started meanwhile leaves no marks on it', async () => {
  const { ask, is } = await aMachine();
  await ask('retire');
  const failed = await ask('retire', { 'final-backup': () => (is.status = 'running') });
  expect(failed).toMatchObject({ state: 'failed', facts: { running: true, onboot: true } });
  expect(is).toMatchObject({ status: 'running', config: { onboot: 1, tags: '' } });
});

test('that it does not start with its node any more is not ours once our mark is gone', async () => {
  const { ask, is } = await aMachine();
  await ask('rollback-snapshot');
  is.config.onboot = 0;
  expect(await ask('rollback-snapshot')).toMatchObject({ facts: { running: true, onboot: false } });
});

test('while Proxmox cannot be asked, it is told that nobody knows', async () => {
  const { ask, is } = await aMachine();
  is.config.away = 1;
  expect(await ask('rollback-snapshot')).toMatchObject({ facts: { left: 'unknown' }, error: { consequence: { code: 'vm-left-unknown' } } });
});
