import { because } from '@vigie/contract/step-reasons';
import { bringInLine } from '../../bastion/bring-in-line.ts';
import { newPrivateKey, publicKeyOf } from '../../bastion/key-pair.ts';
import { plainKey } from '../../bastion/lines.ts';
import { StepFailure, StepRetry } from '../../steps/failure.ts';
import type { Queryable } from '../../store/database.ts';
import { reachableVms } from '../../store/reach.ts';
import { noteFormerKey, setVmKey, vmKeys } from '../../store/vm-keys.ts';
import { noteOperationFacts } from '../../store/vm-operation-progress.ts';
import { authorizedKeysFile, withKey, withoutKeys } from '../authorized-keys.ts';
import { AgentSilent, readKeys, writeKeys } from '../guest-keys.ts';
import { ownMachine } from '../own-machine.ts';
import type { Operation, OperationAbout, OperationWork } from '../ports.ts';

/** Where the private key that is made is kept until the mail took it. */
const secretName = (operationId: string): string => `ssh-key/${operationId}`;

/**
 * Replaces the key of a machine. At each moment one key opens the whole way to it: the machine takes the new one beside the old one, then
 * the bastion takes it instead, its owner gets it, and only then the old one leaves the machine. What fails before the mail is taken back.
 * The cloud-init settings stay: see docs/machine-life.md.
 */
export const rotateKey: Operation = {
  steps: [
    { name: 'ask', run: ask },
    { name: 'add', run: add },
    { name: 'switch', run: switchOver },
    { name: 'mail', run: mail },
    { name: 'drop', run: drop },
  ],
  finish: forgetText,
  async fail(tx, about) {
    const { operation, vm, parts } = about;
    await forgetText(tx, about);
    if (operation.steps_done.includes('mail')) return;
    const { newKey, oldKey = null, ownKey = null } = operation.facts;
    await parts.secrets(tx).remove(secretName(operation.id));
    // The schedule brings the bastion in line, if it has taken the new key.
    if (newKey !== undefined && operation.steps_done.includes('add')) {
      await setVmKey(tx, vm.id, { own: ownKey, holds: oldKey, leaving: newKey });
    }
  },
};

/** Changes nothing: finds out whether the machine's agent answers, and notes what it begins with. */
async function ask({ pve, vm, operation, parts }: OperationWork): Promise<void> {
  const { path, running } = await ownMachine(pve, vm);
  if (!running) throw new StepFailure(because('key-needs-running'));
  const keysFile = await readKeys(pve, path, fileOf(parts, vm.cluster)).catch((error: unknown) => {
    throw error instanceof AgentSilent ? new StepFailure(because('key-agent-silent'), { cause: error }) : error;
  });
  const { own, current } = await vmKeys(parts.db, vm.id);
  const newKey =
    operation.facts.newKey ?? publicKeyOf(await parts.secrets(parts.db).getOrCreate(secretName(operation.id), vm.tenant, newPrivateKey));
  await noteOperationFacts(parts.db, operation.id, { newKey, oldKey: current, ownKey: own, keysFile });
}

async function add(work: OperationWork): Promise<void> {
  const { vm, parts } = work;
  const { newKey, oldKey } = keysOf(work);
  await noteFormerKey(parts.db, vm.id, newKey);
  await edit(work, (text) => withKey(text, newKey, oldKey)).catch((error: unknown) => {
    throw error instanceof AgentSilent ? new StepRetry(because('proxmox-timeout'), { cause: error }) : error;
  });
}

/** Said before the bastion is told: whoever tells it next, tells the same. */
async function switchOver(work: OperationWork): Promise<void> {
  const { vm, parts } = work;
  const { newKey, oldKey } = keysOf(work);
  await setVmKey(parts.db, vm.id, { own: newKey, holds: newKey, leaving: oldKey });
  if (parts.bastion) await bringInLine(parts.bastion, vm.tenant, (tenant) => reachableVms(parts.db, tenant));
}

async function mail({ vm, operation, parts }: OperationWork): Promise<void> {
  const { newKey } = keysOf({ operation });
  const secrets = parts.secrets(parts.db);
  await parts.notices(parts.db).keyReplaced(vm, {
    operation: operation.id,
    publicKey: newKey,
    privateKey: await secrets.get(secretName(operation.id)),
    user: guestUser(parts, vm.cluster),
    jump: parts.bastion?.jump ?? null,
  });
  await secrets.remove(secretName(operation.id));
}

/** Also those that earlier rotations could not remove, and those that a snapshot brought back. */
async function drop(work: OperationWork): Promise<void> {
  const { vm, parts } = work;
  const { newKey } = keysOf(work);
  const leaving = (await vmKeys(parts.db, vm.id)).former.filter((key) => plainKey(key) !== plainKey(newKey));
  await edit(work, (text) => withoutKeys(text, leaving)).catch((error: unknown) => {
    throw error instanceof AgentSilent ? new StepRetry(because('key-old-stays'), { cause: error }) : error;
  });
}

/** A machine that went down in the middle of a write has an empty file: then the text from before is edited. */
async function edit({ pve, vm, operation, parts }: OperationWork, change: (text: string) => string): Promise<void> {
  const { path } = await ownMachine(pve, vm);
  const file = fileOf(parts, vm.cluster);
  const there = await readKeys(pve, path, file);
  const wanted = change(there.trim() === '' ? (operation.facts.keysFile ?? '') : there);
  if (wanted !== there) await writeKeys(pve, path, file, wanted);
}

/** The lines of others are nobody's business once it is over. */
async function forgetText(tx: Queryable, { operation }: OperationAbout): Promise<void> {
  await noteOperationFacts(tx, operation.id, { keysFile: '' });
}

function keysOf({ operation: { facts } }: Pick<OperationWork, 'operation'>): { newKey: string; oldKey: string | null } {
  if (facts.newKey === undefined) throw new Error('the new key was not noted');
  return { newKey: facts.newKey, oldKey: facts.oldKey ?? null };
}

function guestUser({ config }: OperationAbout['parts'], cluster: string): string {
  const found = config.clusters.find(({ name }) => name === cluster);
  if (!found) throw new StepFailure(because('cluster-unconfigured', { cluster }));
  return found.guestUser;
}

const fileOf = (parts: OperationAbout['parts'], cluster: string): string => authorizedKeysFile(guestUser(parts, cluster));
