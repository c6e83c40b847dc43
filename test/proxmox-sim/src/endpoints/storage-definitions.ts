import { createHash, randomBytes } from 'node:crypto';
import { ApiError, die } from '../http/api-error.ts';
import { list, optionalText, text } from '../http/call.ts';
import type { Call, Endpoint, Param } from '../http/call.ts';
import { endpointFact } from '../facts/facts.ts';
import { holdsAny } from '../model/permissions.ts';
import { digestOf } from '../model/sdn-view.ts';
import { requireConnection, storageTypes } from '../model/storage-types.ts';
import type { StorageType } from '../model/storage-types.ts';
import type { StorageState } from '../state/storage.ts';

const seeing = ['Datastore.Audit', 'Datastore.AllocateSpace'];

/** `/storage`, the definitions that all nodes share. */
export const storageDefinitionEndpoints: Endpoint[] = [
  { method: 'GET', template: '/storage', handle: listDefinitions },
  { method: 'POST', template: '/storage', handle: create },
  { method: 'GET', template: '/storage/{storage}', handle: getDefinition },
  { method: 'PUT', template: '/storage/{storage}', handle: update },
  { method: 'DELETE', template: '/storage/{storage}', handle: remove },
];

/** Kept beside the definition, readable by root only. */
const secret = new Set(['password', 'keyring', 'master-pubkey']);
const notOptions = new Set(['storage', 'type', 'content', 'shared', 'delete', 'digest', 'encryption-key', ...secret]);

function definition(call: Call, storage: string, { type, content, shared, options }: StorageState): Record<string, unknown> {
  const facts = endpointFact('POST', '/storage').params;
  const shown = Object.entries(options).map(([key, value]): [string, string | number] => {
    const kind = facts[key]?.type;
    return [key, kind === 'boolean' || kind === 'integer' ? Number(value) : value];
  });
  return {
    storage,
    type,
    content: content.join(','),
    ...Object.fromEntries(shown),
    ...(shared ? { shared: 1 } : {}),
    digest: digestOfAll(call),
  };
}

function digestOfAll({ world }: Call): string {
  return digestOf(Object.entries(world.storages).map(([id, { type, content, shared, options }]) => [id, type, content, shared, options]));
}

function listDefinitions(call: Call): unknown[] {
  const type = optionalText(call, 'type');
  return Object.entries(call.world.storages)
    .filter(([id, state]) => (type === undefined || state.type === type) && holdsAny(call.world, call.identity, `/storage/${id}`, seeing))
    .map(([id, state]) => definition(call, id, state));
}

function getDefinition(call: Call): unknown {
  const storage = text(call, 'storage');
  return definition(call, storage, call.world.storages[storage] ?? die(`storage '${storage}' does not exist`));
}

/** A storage that cannot be reached is not defined. */
async function create(call: Call): Promise<unknown> {
  const { params, world } = call;
  const storage = text(call, 'storage');
  const given = text(call, 'type');
  const type = storageTypes[given];
  const options = optionsOf(params);
  const missing = (type?.required ?? []).find((key) => options[key] === undefined);
  if (missing !== undefined) die(`missing value for required option '${missing}'`);
  if (world.storages[storage] !== undefined) die(`create storage failed: storage ID '${storage}' already defined`);
  const unreached = await requireConnection(call, storage, given, options);
  if (unreached !== null) die(`create storage failed: ${unreached}`);
  if (type === undefined) throw new ApiError(501, `storages of type ${given} are not simulated`);
  const key = encryptionKey(params);
  const shared = type.shared || params['shared'] === 1;
  world.storages[storage] = {
    type: given as StorageState['type'],
    content: contentOf(type, optionalText(call, 'content')),
    shared,
    options: { ...options, ...(key === null ? {} : { 'encryption-key': key.fingerprint }) },
    ...type.size,
  };
  return { storage, type: given, ...(key?.made === undefined ? {} : { config: { 'encryption-key': key.made } }) };
}

function optionsOf(params: Record<string, Param>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(params)
      .filter(([key]) => !notOptions.has(key))
      .map(([key, value]) => [key, String(value)]),
  );
}

/** Types that a storage cannot hold are dropped with a warning that only the server's log has. */
function contentOf({ content, preset }: StorageType, wanted: string | undefined): string[] {
  if (wanted === undefined) return [...preset];
  const chosen = wanted.split(/[\s,;]+/).filter((type) => content.includes(type));
  if (chosen.includes('none') && chosen.length > 1) die("unable to combine 'none' with other content types");
  return chosen;
}

/** `autogen` makes a key and answers it once; any other is one of the caller's. A definition keeps the fingerprint only. */
function encryptionKey(params: Record<string, Param>): { fingerprint: string; made?: string } | null {
  const given = params['encryption-key'];
  if (given === undefined) return null;
  const key = given === 'autogen' ? JSON.stringify({ kdf: null, data: randomBytes(32).toString('base64') }) : String(given);
  const fingerprint = createHash('sha256').update(key).digest('hex').match(/../g)?.join(':') ?? '';
  return { fingerprint, ...(given === 'autogen' ? { made: key } : {}) };
}

function update(call: Call): unknown {
  const { params, world } = call;
  const storage = text(call, 'storage');
  const state = world.storages[storage] ?? die(`update storage failed: storage '${storage}' does not exist`);
  const digest = optionalText(call, 'digest');
  if (digest !== undefined && digest !== digestOfAll(call))
    die('update storage failed: detected modified configuration - file changed by other user? Try again.');
  const type = storageTypes[state.type];
  for (const key of list(call, 'delete')) {
    if (type?.required.includes(key) === true) die(`update storage failed: unable to delete required option '${key}'`);
    if (params[key] !== undefined) die(`update storage failed: duplicate key in delete and set: '${key}'`);
    if (key === 'shared') state.shared = type?.shared === true;
    else if (key === 'content') state.content = [...(type?.preset ?? [])];
    else delete state.options[key];
  }
  const key = encryptionKey(params);
  Object.assign(state.options, optionsOf(params), key === null ? {} : { 'encryption-key': key.fingerprint });
  if (type !== undefined && params['content'] !== undefined) state.content = contentOf(type, text(call, 'content'));
  if (params['shared'] !== undefined) state.shared = params['shared'] === 1;
  return { storage, type: state.type, ...(key?.made === undefined ? {} : { config: { 'encryption-key': key.made } }) };
}

/** What lies on the storage stays there, and is back when it is defined anew; rights on it and its place in pools go. */
function remove(call: Call): null {
  const { world } = call;
  const storage = text(call, 'storage');
  if (world.storages[storage] === undefined) die(`delete storage failed: storage '${storage}' does not exist`);
  delete world.storages[storage];
  world.acl = world.acl.filter((entry) => entry.path !== `/storage/${storage}`);
  for (const pool of Object.values(world.pools)) pool.storages = pool.storages.filter((member) => member !== storage);
  return null;
}
