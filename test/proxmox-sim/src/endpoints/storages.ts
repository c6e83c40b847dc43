import { die } from '../http/api-error.ts';
import { flag, optionalText, text } from '../http/call.ts';
import type { Call, Endpoint } from '../http/call.ts';
import { spaceOf } from '../model/backups.ts';
import { holdsAny } from '../model/permissions.ts';
import { digestOf } from '../model/sdn-view.ts';
import type { StorageState } from '../state/world.ts';

const seeing = ['Datastore.Audit', 'Datastore.AllocateSpace'];

export const storageEndpoints: Endpoint[] = [
  { method: 'GET', template: '/storage', handle: listDefinitions },
  { method: 'GET', template: '/storage/{storage}', handle: (call) => definition(call, text(call, 'storage'), storageOf(call)) },
  { method: 'GET', template: '/nodes/{node}/storage', handle: listOnNode },
  { method: 'GET', template: '/nodes/{node}/storage/{storage}/status', handle: (call) => state(call, storageOf(call)) },
];

function storageOf(call: Call): StorageState {
  const storage = text(call, 'storage');
  return call.world.storages[storage] ?? die(`storage '${storage}' does not exist`);
}

function visible(call: Call): [string, StorageState][] {
  return Object.entries(call.world.storages).filter(([storage]) => holdsAny(call.world, call.identity, `/storage/${storage}`, seeing));
}

function definition(call: Call, storage: string, { type, content, shared, options }: StorageState): Record<string, unknown> {
  return {
    storage,
    type,
    content: content.join(','),
    ...options,
    ...(shared ? { shared: 1 } : {}),
    digest: digestOf(Object.keys(call.world.storages)),
  };
}

function listDefinitions(call: Call): unknown[] {
  const type = optionalText(call, 'type');
  return visible(call)
    .filter(([, storage]) => type === undefined || storage.type === type)
    .map(([id, storage]) => definition(call, id, storage));
}

function state({ world }: Call, storage: StorageState): Record<string, unknown> {
  const { type, content, shared } = storage;
  const { total, used, active } = spaceOf(world, storage);
  return { type, content: content.join(','), shared: Number(shared), enabled: 1, active: Number(active), total, used, avail: total - used };
}

function listOnNode(call: Call): unknown[] {
  const content = optionalText(call, 'content');
  const wanted = optionalText(call, 'storage');
  return visible(call)
    .filter(([id, storage]) => (content === undefined || storage.content.includes(content)) && (wanted === undefined || id === wanted))
    .filter(([, storage]) => !flag(call, 'enabled') || storage.type === 'pbs' || storage.total > 0)
    .map(([storage, item]) => {
      const { total, used, active } = spaceOf(call.world, item);
      return { storage, ...state(call, item), ...(active ? { used_fraction: used / total } : {}) };
    });
}
