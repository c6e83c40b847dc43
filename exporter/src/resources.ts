import { numberOf, rowsOf, textOf, type Row } from './row.ts';

/** What guests, nodes and storages may report; undefined = Proxmox did not say. Bytes, seconds, CPUs. */
export interface Usage {
  cpu: number | undefined;
  maxcpu: number | undefined;
  mem: number | undefined;
  maxmem: number | undefined;
  disk: number | undefined;
  maxdisk: number | undefined;
  uptime: number | undefined;
}

export interface Guest extends Usage {
  /** `qemu/100` or `lxc/101`. */
  id: string;
  type: 'qemu' | 'lxc';
  vmid: number;
  name: string;
  node: string;
  /** Empty without a pool. */
  pool: string;
  tags: string;
  template: boolean;
  /** Its node is online, so what it reports is of now. */
  nodeOnline: boolean;
  running: boolean;
  lock: string;
  haState: string;
  netin: number | undefined;
  netout: number | undefined;
  diskread: number | undefined;
  diskwrite: number | undefined;
}

export interface PveNode extends Usage {
  id: string;
  name: string;
  online: boolean;
  level: string;
  haState: string;
}

export interface Storage {
  id: string;
  node: string;
  name: string;
  available: boolean;
  shared: boolean;
  plugintype: string;
  content: string;
  disk: number | undefined;
  maxdisk: number | undefined;
}

export interface Resources {
  guests: Guest[];
  nodes: PveNode[];
  storages: Storage[];
}

/**
 * Reads the answer of `GET /cluster/resources`. Proxmox keeps the last status of a dead node's guests and storages
 * (guests for five minutes, storages for ever), so both are checked against the node.
 */
export function parseResources(answer: unknown): Resources {
  const rows = uniqueById(rowsOf(answer));
  const nodes = rows.filter((row) => row.type === 'node').map(toNode);
  const offline = new Set(nodes.filter((node) => !node.online).map((node) => node.name));
  return {
    nodes,
    guests: rows.filter((row) => row.type === 'qemu' || row.type === 'lxc').map((row) => toGuest(row, offline)),
    storages: rows.filter((row) => row.type === 'storage').map((row) => toStorage(row, offline)),
  };
}

function uniqueById(rows: Row[]): Row[] {
  return [...new Map(rows.map((row) => [textOf(row.id), row])).values()];
}

function usage(row: Row): Usage {
  return {
    cpu: numberOf(row.cpu),
    maxcpu: numberOf(row.maxcpu),
    mem: numberOf(row.mem),
    maxmem: numberOf(row.maxmem),
    disk: numberOf(row.disk),
    maxdisk: numberOf(row.maxdisk),
    uptime: numberOf(row.uptime),
  };
}

function toNode(row: Row): PveNode {
  return {
    ...usage(row),
    id: textOf(row.id),
    name: textOf(row.node),
    online: row.status === 'online',
    level: textOf(row.level),
    haState: textOf(row.hastate),
  };
}

function toGuest(row: Row, offline: ReadonlySet<string>): Guest {
  const node = textOf(row.node);
  const nodeOnline = !offline.has(node);
  return {
    ...usage(row),
    id: textOf(row.id),
    type: row.type === 'lxc' ? 'lxc' : 'qemu',
    vmid: numberOf(row.vmid) ?? 0,
    name: textOf(row.name),
    node,
    pool: textOf(row.pool),
    tags: textOf(row.tags),
    template: numberOf(row.template) === 1,
    nodeOnline,
    running: nodeOnline && row.status === 'running',
    lock: textOf(row.lock),
    haState: textOf(row.hastate),
    netin: numberOf(row.netin),
    netout: numberOf(row.netout),
    diskread: numberOf(row.diskread),
    diskwrite: numberOf(row.diskwrite),
  };
}

function toStorage(row: Row, offline: ReadonlySet<string>): Storage {
  const node = textOf(row.node);
  return {
    id: textOf(row.id),
    node,
    name: textOf(row.storage),
    available: !offline.has(node) && row.status === 'available',
    shared: numberOf(row.shared) === 1,
    plugintype: textOf(row.plugintype),
    // Proxmox gives the list in another order each time, which would make a new series.
    content: textOf(row.content).split(',').sort().join(','),
    disk: numberOf(row.disk),
    maxdisk: numberOf(row.maxdisk),
  };
}
