import type { ClusterConfig } from '@vigie/config/clusters';
import type { VigieConfig } from '@vigie/config/schema';
import type { Vm } from '@vigie/contract/vms';
import { keyFingerprint } from '../bastion/key-pair.ts';
import { plainKey } from '../bastion/lines.ts';
import type { Caller } from '../caller.ts';
import { consoleUrl } from '../console-url.ts';
import type { Log } from '../log.ts';
import { ProblemError } from '../problem-error.ts';
import type { VmLifeServices } from '../services.ts';
import type { ProxmoxPort } from '../steps/ports.ts';
import { accountName } from '../steps/pve/names.ts';
import { decodeCursor, pageOf } from '../store/cursor.ts';
import { narrow, scopeOf } from '../store/scope.ts';
import { requestDeletion } from '../store/vm-deletions.ts';
import { findOperation, listOperations, type VmOperationRow } from '../store/vm-operations.ts';
import { vmKeys } from '../store/vm-keys.ts';
import type { VmRow } from '../store/vms.ts';
import { ownMachine, type OwnMachine } from './own-machine.ts';
import { requestOperation, usableVm, visibleVm, type RequestParts } from './request.ts';
import { assertRoomToGrow, resizeDetail } from './resize-request.ts';
import { snapshotsOf } from './snapshots.ts';
import { operationView } from './view.ts';

export interface VmLifeServiceParts extends RequestParts {
  config: VigieConfig;
  /** The port of a configured cluster. */
  pve(cluster: string): ProxmoxPort | undefined;
  /** The machine as it is shown. */
  view(caller: Caller, id: string): Promise<Vm>;
  log: Log;
}

/** What people may do with delivered machines. */
export function vmLifeService(parts: VmLifeServiceParts): VmLifeServices {
  const { db, config } = parts;
  const view = (caller: Caller, row: VmOperationRow) => operationView(row, caller.operator);
  const request = async (caller: Caller, vm: VmRow, wanted: Parameters<typeof requestOperation>[3]) =>
    view(caller, await requestOperation(parts, caller, vm, wanted));

  /** Refuses what is certainly in vain; when Proxmox cannot be read, the operation finds out. */
  const snapshotNames = async (vm: VmRow): Promise<string[] | null> => {
    const machine = await readMachine(parts, vm).catch(() => null);
    return machine && snapshotsOf(machine.pve, machine.path).then((list) => list.map(({ name }) => name), () => null);
  };
  const withSnapshot = async (caller: Caller, id: string, name: string): Promise<VmRow> => {
    const vm = await usableVm(db, caller, id);
    const names = await snapshotNames(vm);
    if (names && !names.includes(name)) throw new ProblemError('not-found', `The machine ${vm.name} has no snapshot ${name}.`);
    return vm;
  };

  return {
    async act(caller, id, action) {
      const vm = await usableVm(db, caller, id);
      const needsRunning = action === 'reboot' || action === 'reset';
      const machine = needsRunning ? await readMachine(parts, vm).catch(() => null) : null;
      if (machine?.running === false) throw new ProblemError('wrong-state', `The machine ${vm.name} does not run. Start it instead.`);
      return request(caller, vm, { kind: action });
    },
    async resize(caller, id, body) {
      const vm = await usableVm(db, caller, id);
      const detail = resizeDetail(config, vm, body);
      return request(caller, vm, { kind: 'resize', detail, also: (tx) => assertRoomToGrow(tx, config, vm, detail) });
    },
    async rotateKey(caller, id, { sshPublicKey }) {
      const vm = await usableVm(db, caller, id);
      const machine = await readMachine(parts, vm).catch(() => null);
      if (machine?.running === false) throw new ProblemError('wrong-state', `The machine ${vm.name} does not run. Start it first: its key is replaced inside it.`);
      if (sshPublicKey === undefined) return request(caller, vm, { kind: 'rotate-key' });
      const { current } = await vmKeys(db, vm.id);
      if (current !== null && plainKey(current) === plainKey(sshPublicKey)) {
        throw new ProblemError('wrong-state', `The machine ${vm.name} has this key already.`);
      }
      return request(caller, vm, { kind: 'rotate-key', detail: { keyFingerprint: keyFingerprint(sshPublicKey) }, facts: { newKey: sshPublicKey } });
    },
    async console(caller, id) {
      const vm = await usableVm(db, caller, id);
      const { running, node } = await readMachine(parts, vm);
      if (!running) throw new ProblemError('wrong-state', `The machine ${vm.name} does not run, so it has no console. Start it first.`);
      return { url: consoleUrl(clusterOf(config, vm), { ...vm, node }), account: accountName(vm.tenant) };
    },
    async snapshots(caller, id) {
      const vm = await visibleVm(db, caller, id);
      if (vm.delivered_at === null) return { items: [] };
      const { pve, path } = await readMachine(parts, vm);
      return { items: await reading(parts, vm, () => snapshotsOf(pve, path)) };
    },
    async createSnapshot(caller, id, { name, description }) {
      const vm = await usableVm(db, caller, id);
      if ((await snapshotNames(vm))?.includes(name)) {
        throw new ProblemError('name-taken', `The machine ${vm.name} has a snapshot ${name} already.`, [{ path: 'name', message: 'taken' }]);
      }
      return request(caller, vm, { kind: 'create-snapshot', detail: { snapshot: name }, facts: { description } });
    },
    async rollbackSnapshot(caller, id, name) {
      return request(caller, await withSnapshot(caller, id, name), { kind: 'rollback-snapshot', detail: { snapshot: name } });
    },
    async deleteSnapshot(caller, id, name) {
      return request(caller, await withSnapshot(caller, id, name), { kind: 'delete-snapshot', detail: { snapshot: name } });
    },
    async remove(caller, id) {
      const seen = await visibleVm(db, caller, id);
      if (seen.retired_at === null) {
        const vm = await usableVm(db, caller, id);
        const { graceDays, finalBackup } = config.provisioner.deletion;
        await requestOperation(parts, caller, vm, {
          kind: 'retire', also: (tx) => requestDeletion(tx, vm.id, { by: caller.login, graceDays, finalBackup }),
        });
      }
      return parts.view(caller, id);
    },
    async recall(caller, id) {
      const vm = await usableVm(db, caller, id, { retired: true });
      await requestOperation(parts, caller, vm, { kind: 'recall' });
      return parts.view(caller, id);
    },
    async operations(caller, { limit, cursor, vm, tenant, state }) {
      const rows = await listOperations(db, narrow(scopeOf(caller), tenant), { limit, after: decodeCursor(cursor), vm, state });
      return pageOf(rows, limit, (row) => view(caller, row));
    },
    async operation(caller, id) {
      const row = await findOperation(db, scopeOf(caller), id);
      if (!row) throw new ProblemError('not-found', `There is no operation ${id}.`);
      return view(caller, row);
    },
  };
}

const readMachine = ({ pve, log }: VmLifeServiceParts, vm: VmRow): Promise<OwnMachine & { pve: ProxmoxPort }> =>
  reading({ log }, vm, async () => {
    const port = pve(vm.cluster);
    if (!port) throw new Error(`the cluster ${vm.cluster} is not in the configuration`);
    return { ...(await ownMachine(port, vm)), pve: port };
  });

async function reading<Result>({ log }: { log: Log }, vm: VmRow, read: () => Promise<Result>): Promise<Result> {
  try {
    return await read();
  } catch (error) {
    log.warn({ err: error, vm: vm.id }, 'a machine cannot be read from Proxmox');
    throw new ProblemError('proxmox-unreadable', `The machine ${vm.name} cannot be read from Proxmox at the moment. Try again in a moment.`);
  }
}

function clusterOf({ clusters }: VigieConfig, vm: VmRow): ClusterConfig {
  const cluster = clusters.find(({ name }) => name === vm.cluster);
  if (!cluster) throw new Error(`the cluster ${vm.cluster} is not in the configuration`);
  return cluster;
}
