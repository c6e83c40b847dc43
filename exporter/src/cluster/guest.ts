import type { RowScanner } from '@vigie/proxmox/row-scanner';
import { joinLabels, labelText } from '../exposition/exposition.ts';
import { at } from './resource-fields.ts';

/** A guest but for its usage. */
export interface Guest {
  /** `qemu/100` or `lxc/101`. */
  readonly id: string;
  readonly type: 'qemu' | 'lxc';
  readonly vmid: number;
  readonly name: string;
  readonly node: string;
  /** Empty without a pool. */
  readonly pool: string;
  readonly tags: string;
  readonly template: boolean;
  /** Proxmox's word, which may be of the past. */
  readonly status: string;
  /** Its node is online, so what it reports is of now. */
  readonly nodeOnline: boolean;
  readonly running: boolean;
  readonly lock: string;
  readonly haState: string;
  /** What all its series carry: cluster, id, tenant. */
  readonly labels: string;
  /** The same and all else that tells who it is: node, name, type, template, tags. */
  readonly infoLabels: string;
  /** Of the row that told of it; NaN when another one may tell something else with the same. */
  readonly fingerprint: number;
}

/** `last` is the guest as it was. */
export function toGuest(row: RowScanner, id: string, type: Guest['type'], cluster: string, last: Guest | undefined, fingerprint: number): Guest {
  // Five minutes after its node died a guest loses its name in Proxmox; a new name would be a new series.
  const name = row.text(at.name) || (last?.name ?? '');
  const node = row.text(at.node);
  const pool = row.text(at.pool);
  const tags = row.text(at.tags);
  const template = row.number(at.template) === 1;
  const samePlace = last?.pool === pool;
  const same = samePlace && last.name === name && last.node === node && last.tags === tags && last.template === template;
  const labels = samePlace ? last.labels : labelText({ cluster, id, tenant: pool });
  const status = row.text(at.status);
  const vmid = row.number(at.vmid);
  return {
    id,
    type,
    vmid: Number.isNaN(vmid) ? 0 : vmid,
    name,
    node,
    pool,
    tags,
    template,
    status,
    nodeOnline: true,
    running: status === 'running',
    lock: row.text(at.lock),
    haState: row.text(at.hastate),
    labels,
    fingerprint,
    infoLabels: same ? last.infoLabels : joinLabels(labels, labelText({ node, name, type, template: template ? '1' : '0', tags })),
  };
}
