import { joinLabels, labelText } from './exposition.ts';
import { isRow, numberOf, textOf, type Row } from './row.ts';

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
  /** What all its series carry: cluster, id, tenant. */
  labels: string;
  /** The same and all else that tells who it is: node, name, type, template, tags. */
  infoLabels: string;
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
 * Reads the rows of `GET /cluster/resources`, one by one. Proxmox keeps the last status of a dead node's guests and storages
 * (guests for five minutes, storages for ever), so both are checked against the node.
 */
export class ResourcesReading {
  readonly #guests = new Map<string, Guest>();
  readonly #nodes = new Map<string, PveNode>();
  readonly #storages = new Map<string, Storage>();
  readonly #cluster: string;
  readonly #last: ReadonlyMap<string, Guest>;

  /** `last` are the guests of the last reading, by id. */
  constructor(cluster: string, last: ReadonlyMap<string, Guest> = new Map()) {
    this.#cluster = cluster;
    this.#last = last;
  }

  add(value: unknown): void {
    if (!isRow(value)) return;
    const id = textOf(value.id);
    if (value.type === 'qemu' || value.type === 'lxc') this.#guests.set(id, toGuest(value, id, this.#cluster, this.#last.get(id)));
    else if (value.type === 'node') this.#nodes.set(id, toNode(value, id));
    else if (value.type === 'storage') this.#storages.set(id, toStorage(value, id));
  }

  /** All that was added; an id counts once. */
  end(): Resources {
    const nodes = [...this.#nodes.values()];
    const offline = new Set(nodes.filter(({ online }) => !online).map(({ name }) => name));
    for (const guest of this.#guests.values()) {
      if (!offline.has(guest.node)) continue;
      guest.nodeOnline = false;
      guest.running = false;
    }
    for (const storage of this.#storages.values()) storage.available &&= !offline.has(storage.node);
    return { nodes, guests: [...this.#guests.values()], storages: [...this.#storages.values()] };
  }
}

function toNode(row: Row, id: string): PveNode {
  return {
    id,
    name: textOf(row.node),
    online: row.status === 'online',
    level: textOf(row.level),
    haState: textOf(row.hastate),
    cpu: numberOf(row.cpu),
    maxcpu: numberOf(row.maxcpu),
    mem: numberOf(row.mem),
    maxmem: numberOf(row.maxmem),
    disk: numberOf(row.disk),
    maxdisk: numberOf(row.maxdisk),
    uptime: numberOf(row.uptime),
  };
}

// Each reading makes all guests anew: a scrape that is still being sent must not see half of the next one.
function toGuest(row: Row, id: string, cluster: string, last: Guest | undefined): Guest {
  const type = row.type === 'lxc' ? 'lxc' : 'qemu';
  // Five minutes after its node died a guest loses its name in Proxmox; a new name would be a new series.
  const name = textOf(row.name) || (last?.name ?? '');
  const node = textOf(row.node);
  const pool = textOf(row.pool);
  const tags = textOf(row.tags);
  const template = numberOf(row.template) === 1;
  const samePlace = last?.pool === pool;
  const same = samePlace && last.name === name && last.node === node && last.tags === tags && last.template === template;
  const labels = samePlace ? last.labels : labelText({ cluster, id, tenant: pool });
  return {
    id,
    type,
    vmid: numberOf(row.vmid) ?? 0,
    name,
    node,
    pool,
    tags,
    template,
    nodeOnline: true,
    running: row.status === 'running',
    lock: textOf(row.lock),
    haState: textOf(row.hastate),
    cpu: numberOf(row.cpu),
    maxcpu: numberOf(row.maxcpu),
    mem: numberOf(row.mem),
    maxmem: numberOf(row.maxmem),
    disk: numberOf(row.disk),
    maxdisk: numberOf(row.maxdisk),
    uptime: numberOf(row.uptime),
    netin: numberOf(row.netin),
    netout: numberOf(row.netout),
    diskread: numberOf(row.diskread),
    diskwrite: numberOf(row.diskwrite),
    labels,
    infoLabels: same ? last.infoLabels : joinLabels(labels, labelText({ node, name, type, template: template ? '1' : '0', tags })),
  };
}

function toStorage(row: Row, id: string): Storage {
  return {
    id,
    node: textOf(row.node),
    name: textOf(row.storage),
    available: row.status === 'available',
    shared: numberOf(row.shared) === 1,
    plugintype: textOf(row.plugintype),
    // Proxmox gives the list in another order each time, which would make a new series.
    content: textOf(row.content).split(',').sort().join(','),
    disk: numberOf(row.disk),
    maxdisk: numberOf(row.maxdisk),
  };
}
