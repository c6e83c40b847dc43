import type { VmOperation, VmOperationKind } from '@vigie/contract/vm-operations';
import { systemScope } from '../../../../provisioner/src/store/scope.ts';
import { requestDeletion } from '../../../../provisioner/src/store/vm-deletions.ts';
import { findOperation, insertOperation } from '../../../../provisioner/src/store/vm-operations.ts';
import type { VmRow } from '../../../../provisioner/src/store/vms.ts';
import { operationsBy } from '../../../../provisioner/src/vm-life/operations/index.ts';
import { drive } from '../drive.ts';
import type { Life } from '../life.ts';
import type { Outcome } from '../outcome.ts';
import type { WorkflowUnderTest } from '../workflow.ts';
import { theMachine } from './machine.ts';

interface Need {
  /** Operations that come before it. */
  before?: VmOperationKind[];
  detail?: VmOperation['detail'];
  /** What they ask for then, if not for the same. */
  next?(vm: VmRow): VmOperationKind;
  comparable?: WorkflowUnderTest['comparable'];
}

/** What an operation is about. A kind that is not here is asked of a machine that runs, with nothing. */
const needs: Partial<Record<VmOperationKind, Need>> = {
  start: { before: ['stop'] },
  resize: { detail: { cores: 4, memoryGiB: 8, diskGiB: 50 } },
  'create-snapshot': { detail: { snapshot: 'before' } },
  'rollback-snapshot': { before: ['create-snapshot'], detail: { snapshot: 'before' } },
  'delete-snapshot': { before: ['create-snapshot'], detail: { snapshot: 'before' } },
  // One that fails leaves its last backup where it is.
  retire: { comparable: withLastBackup },
  // What was taken back, and did not start, is not being deleted any more.
  recall: { before: ['retire'], next: ({ retired_at: retired }) => (retired === null ? 'start' : 'recall') },
  destroy: { before: ['retire'] },
  'rotate-key': { comparable: withOneKey },
};

const kinds = Object.keys(operationsBy({ steps: [], undoStep: () => Promise.resolve() })) as VmOperationKind[];

export const vmOperationWorkflows: readonly WorkflowUnderTest[] = kinds.map((kind) => ({
  name: `machine: ${kind}`,
  from: 'machine',
  async arrange(life) {
    for (const before of needs[kind]?.before ?? []) await finished(life, before);
  },
  begin: (life) => request(life, kind),
  well: 'done',
  ended: stateOf,
  async again(life) {
    return request(life, needs[kind]?.next?.(await theMachine(life)) ?? kind);
  },
  ...(needs[kind]?.comparable && { comparable: needs[kind].comparable }),
}));

function withLastBackup(outcome: Outcome): Outcome {
  const cluster = outcome.cluster as { backups: unknown[] };
  return { ...outcome, cluster: { ...cluster, backups: cluster.backups.slice(-1), pbs: 'with more in it' } };
}

/** One that fails after a key was put in keeps that key in mind until the next rotation; it may have mailed it, too. */
function withOneKey(outcome: Outcome): Outcome {
  const store = outcome.store as { vms: object[] };
  return {
    ...outcome,
    store: { ...store, vms: store.vms.map((vm) => ({ ...vm, former_ssh_keys: 'as many as were tried' })) },
    mails: [...new Set(outcome.mails)],
  };
}

async function request(life: Life, kind: VmOperationKind): Promise<string> {
  const { db, scene } = life;
  const vm = await theMachine(life);
  return db.transaction(async (tx) => {
    const id = await insertOperation(tx, { vm, kind, detail: needs[kind]?.detail ?? {}, requestedBy: 'admin' });
    if (id === null) throw new Error('something is being done with the machine');
    const { graceDays, finalBackup } = scene.bench.config.provisioner.deletion;
    if (kind === 'retire') await requestDeletion(tx, vm.id, { by: 'admin', graceDays, finalBackup });
    return id;
  });
}

async function stateOf({ db }: Pick<Life, 'db'>, id: string): Promise<string | null> {
  const operation = await findOperation(db, systemScope, id);
  return operation?.ended_at ? operation.state : null;
}

async function finished(life: Life, kind: VmOperationKind): Promise<void> {
  const id = await request(life, kind);
  await drive(life, new Map(), async () => (await stateOf(life, id)) !== null);
  const state = await stateOf(life, id);
  if (state !== 'done') throw new Error(`${kind} ended as ${state}: ${(await findOperation(life.db, systemScope, id))?.technical}`);
}
