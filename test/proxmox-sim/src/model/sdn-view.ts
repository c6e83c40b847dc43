import { createHash } from 'node:crypto';
import type { Call } from '../http/call.ts';
import { flag } from '../http/call.ts';
import type { SdnConfig, SdnObject } from '../state/world.ts';

export type SdnKind = keyof SdnConfig;

type Row = Record<string, unknown>;

/** How one kind of SDN object is written: its id field, what every row carries, and how stored values are shown. */
export interface SdnShape {
  kind: SdnKind;
  idField: string;
  /** Fields that stay outside of `pending`. */
  fixed: (id: string, object: SdnObject) => Row;
  shown: (object: SdnObject) => Row;
}

/** The list of `GET ...`: the configuration with its digest, what runs (`running`), or both compared (`pending`). */
export function sdnRows(call: Call, shape: SdnShape, wanted: (object: SdnObject, id: string) => boolean): Row[] {
  const { config, running } = call.world.sdn;
  const objects = config[shape.kind];
  const active = running[shape.kind];
  if (flag(call, 'pending')) {
    const ids = [...new Set([...Object.keys(objects), ...Object.keys(active)])].sort();
    return ids.filter((id) => wanted(objects[id] ?? active[id] ?? {}, id)).map((id) => pendingRow(shape, id, objects[id], active[id]));
  }
  const source = flag(call, 'running') ? active : objects;
  return Object.entries(source)
    .filter(([id, object]) => wanted(object, id))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([id, object]) => ({ ...flat(shape, id, object), digest: flag(call, 'running') ? null : digestOf(objects) }));
}

export function sdnRow(call: Call, shape: SdnShape, id: string): Row | null {
  const { config, running } = call.world.sdn;
  const object = config[shape.kind][id];
  const active = running[shape.kind][id];
  if (flag(call, 'pending')) return object === undefined && active === undefined ? null : pendingRow(shape, id, object, active);
  const chosen = flag(call, 'running') ? active : object;
  return chosen === undefined ? null : { ...flat(shape, id, chosen), digest: flag(call, 'running') ? null : digestOf(config[shape.kind]) };
}

function flat(shape: SdnShape, id: string, object: SdnObject): Row {
  return { [shape.idField]: id, ...shape.fixed(id, object), ...shape.shown(object) };
}

function pendingRow(shape: SdnShape, id: string, object: SdnObject | undefined, active: SdnObject | undefined): Row {
  if (object === undefined) return { ...flat(shape, id, active ?? {}), digest: null, state: 'deleted', pending: {} };
  if (active === undefined) {
    const { type: _, ...pending } = withoutFixed(shape, id, object);
    return { [shape.idField]: id, ...shape.fixed(id, object), digest: null, state: 'new', pending };
  }
  const changes: Row = {};
  for (const key of new Set([...Object.keys(object), ...Object.keys(active)])) {
    if (JSON.stringify(object[key]) !== JSON.stringify(active[key])) changes[key] = object[key] ?? 'deleted';
  }
  const row = { ...flat(shape, id, active), digest: null };
  return Object.keys(changes).length === 0 ? row : { ...row, state: 'changed', pending: changes };
}

function withoutFixed(shape: SdnShape, id: string, object: SdnObject): Row {
  const outside = shape.fixed(id, object);
  return Object.fromEntries(Object.entries(object).filter(([key]) => !(key in outside)));
}

export function digestOf(value: unknown): string {
  return createHash('sha1').update(JSON.stringify(value)).digest('hex');
}
