import { die } from '../http/api-error.ts';
import { flag, optionalText, text } from '../http/call.ts';
import type { Call, Endpoint } from '../http/call.ts';
import { holdsAny } from '../model/permissions.ts';
import { digestOf } from '../model/sdn-view.ts';
import type { StorageState } from '../state/world.ts';

const seeing = ['Datastore.Audit', 'Datastore.AllocateSpace'];

export const storageEndpoints: Endpoint[] = [
  { method: 'GET', template: '/storage', handle: listDefinitions },
  { method: 'GET', template: '/storage/{storage}', handle: (call) => definition(call, text(call, 'storage'), storageOf(call)) },
  { method: 'GET', template: '/nodes/{node}/storage', handle: listOnNode },
  { method: 'GET', template: '/nodes/{node}/storage/{storage}/status', handle: (call) => state(storageOf(call)) },
  { method: 'GET', template: '/nodes/{node}/storage/{storage}/content', handle: listContent },
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

function state({ type, content, shared, total, used }: StorageState): Record<string, unknown> {
  return { type, content: content.join(','), shared: Number(shared), enabled: 1, active: 1, total, used, avail: total - used };
}

function listOnNode(call: Call): unknown[] {
  const content = optionalText(call, 'content');
  const wanted = optionalText(call, 'storage');
  return visible(call)
    .filter(([id, storage]) => (content === undefined || storage.content.includes(content)) && (wanted === undefined || id === wanted))
    .filter(([, storage]) => !flag(call, 'enabled') || storage.total > 0)
    .map(([storage, item]) => ({ storage, ...state(item), used_fraction: item.used / item.total }));
}

/** Disk images show only to who may change the disks of their guest. */
function listContent(call: Call): unknown[] {
  storageOf(call);
  const content = optionalText(call, 'content');
  const vmid = call.params['vmid'];
  return Object.entries(call.world.volumes)
    .filter(([, volume]) => volume.storage === text(call, 'storage') && (volume.node === null || volume.node === text(call, 'node')))
    .filter(([, volume]) => (content === undefined || volume.content === content) && (vmid === undefined || volume.vmid === Number(vmid)))
    .filter(
      ([, volume]) =>
        holdsAny(call.world, call.identity, `/storage/${volume.storage}`, ['Datastore.Allocate']) ||
        holdsAny(call.world, call.identity, `/vms/${volume.vmid}`, ['VM.Config.Disk']),
    )
    .map(([volid, { storage: _, node: __, ...volume }]) => ({ volid, ...volume, used: Math.round(volume.size * 0.3) }));
}
