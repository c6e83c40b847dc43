import { storages } from './selectors.ts';

const shared = (is: 0 | 1) => `and on (cluster, id) ${storages('pve_storage_shared')} == ${is}`;
const named = (value: string, info: string) => `(${value}) * on (cluster, id) group_left (storage, node) ${info}`;

/** A value of each storage: of a shared one once, of others on each node. `info` are the series of pve_storage_info that are meant. */
export const perStorage = (value: string, info = storages('pve_storage_info')) => [
  { expr: `max by (cluster, storage) (${named(`${value} ${shared(1)}`, info)})`, legend: '{{cluster}} {{storage}}' },
  { expr: named(`${value} ${shared(0)}`, info), legend: '{{cluster}} {{node}} {{storage}}' },
];
