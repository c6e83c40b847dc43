import { invalid } from '../http/api-error.ts';
import { flag, optionalText, text } from '../http/call.ts';
import type { Call, Endpoint } from '../http/call.ts';
import { holdsAny } from '../model/permissions.ts';
import { isEnabled, isOn, touch, touching } from '../model/reach.ts';
import { spaces } from '../model/storage-space.ts';
import type { StorageState } from '../state/storage.ts';

const seeing = ['Datastore.Audit', 'Datastore.AllocateSpace'];

/** Storages as a node sees them. */
export const storageEndpoints: Endpoint[] = [
  { method: 'GET', template: '/nodes/{node}/storage', handle: listOnNode },
  { method: 'GET', template: '/nodes/{node}/storage/{storage}/status', handle: touching(getStatus) },
];

function getStatus(call: Call): unknown {
  const storage = text(call, 'storage');
  const state = call.world.storages[storage];
  if (state === undefined) invalid({ storage: 'No such storage.' });
  return status(call, storage, state, spaces(call.world));
}

function status(call: Call, id: string, state: StorageState, spaceOf: ReturnType<typeof spaces>): Record<string, unknown> {
  const { total, used, active } = spaceOf(id, text(call, 'node'));
  return {
    type: state.type,
    content: state.content.join(','),
    shared: Number(state.shared),
    enabled: Number(isEnabled(state)),
    active: Number(active),
    total,
    used,
    avail: total - used,
  };
}

/** Asks every storage that has the content: one that blocks keeps the whole list. */
async function listOnNode(call: Call): Promise<unknown[]> {
  const { world, identity, sim } = call;
  const content = optionalText(call, 'content')?.split(/[\s,;]+/);
  const wanted = optionalText(call, 'storage');
  if (wanted !== undefined && world.storages[wanted] === undefined) invalid({ storage: 'No such storage.' });
  const asked = Object.entries(world.storages).filter(
    ([, state]) => isOn(state, text(call, 'node')) && (content === undefined || state.content.some((type) => content.includes(type))),
  );
  await touch(sim, asked.filter(([, state]) => isEnabled(state)).map(([id]) => id));
  const spaceOf = spaces(world);
  return asked
    .filter(([id]) => (wanted === undefined || id === wanted) && holdsAny(world, identity, `/storage/${id}`, seeing))
    .filter(([, state]) => !flag(call, 'enabled') || isEnabled(state))
    .map(([storage, state]) => {
      const row = status(call, storage, state, spaceOf);
      return { storage, ...row, ...(row['active'] === 1 ? { used_fraction: Number(row['used']) / Number(row['total']) } : {}) };
    });
}
