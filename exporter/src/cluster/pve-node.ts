import type { RowScanner } from '@vigie/proxmox/row-scanner';
import { at } from './resource-fields.ts';

/** Usage is undefined where Proxmox does not say, or says it of the past. Bytes, seconds, CPUs. */
export interface PveNode {
  id: string;
  name: string;
  online: boolean;
  level: string;
  haState: string;
  cpu: number | undefined;
  maxcpu: number | undefined;
  mem: number | undefined;
  maxmem: number | undefined;
  disk: number | undefined;
  maxdisk: number | undefined;
  uptime: number | undefined;
}

export function toNode(row: RowScanner, id: string): PveNode {
  const online = row.text(at.status) === 'online';
  const known = (field: number) => knownOf(row.number(field));
  const ofNow = (field: number) => (online ? known(field) : undefined);
  return {
    id,
    name: row.text(at.node),
    online,
    level: row.text(at.level),
    haState: row.text(at.hastate),
    cpu: ofNow(at.cpu),
    maxcpu: known(at.maxcpu),
    mem: ofNow(at.mem),
    maxmem: known(at.maxmem),
    disk: ofNow(at.disk),
    maxdisk: known(at.maxdisk),
    uptime: ofNow(at.uptime),
  };
}

/** A number that was told. */
export const knownOf = (number: number): number | undefined => (Number.isNaN(number) ? undefined : number);
