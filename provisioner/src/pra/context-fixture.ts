import type { ClusterConfig } from '@vigie/config/clusters';
import type { ExecutionMode } from '@vigie/contract/runbooks';
import { ProxmoxError } from '@vigie/proxmox/errors';
import type { ProxmoxPort, TaskNote } from '../steps/ports.ts';
import type { RecoveryPoint, RecoveryPorts, RecoveryVm, StepContext } from './ports.ts';

const gib = 2 ** 30;

interface FakeGuest {
  vmid: number;
  node: string;
  status: string;
  config: Record<string, string>;
}

/** A cluster of nodes with guests, as far as recoveries look at one. Calls to a node that is off are 595, as Proxmox answers them. */
export interface FakeCluster {
  quorate: boolean;
  nodes: { name: string; online: boolean; freeGiB: number }[];
  guests: FakeGuest[];
  /** Volumes by storage; `ceph` is shared, `lvm` is not. */
  volumes: { storage: string; volid: string; vmid: number }[];
  /** What a backup's configuration says, by volume. */
  backupConfigs: Record<string, string>;
  /** Addresses that are registered in the networks. */
  mappings: { vnet: string; ip: string; mac: string; vmid?: number }[];
  /** All calls that change something. */
  changes: { path: string; params: Record<string, unknown> }[];
  /** What a restore leaves; null: nothing. */
  restores(vmid: number, node: string): FakeGuest | null;
}

export const aVm = (vmid: number, more: Partial<RecoveryVm> = {}): RecoveryVm => ({
  id: `vm_${vmid}`, tenant: 'acme', cluster: 'demo', node: 'pve1', vmid, name: `web-${vmid}`, mac: 'BC:24:11:00:00:01', networkId: 'net_1', vnet: 't1',
  memoryGiB: 4, orderId: `ord_${vmid}`, addresses: [`10.10.0.${vmid}`], ...more,
});

export const wholeGuest = (vm: RecoveryVm, node: string, status = 'running'): FakeGuest => ({
  vmid: vm.vmid, node, status,
  config: { description: `vigie:${vm.orderId}\n`, net0: `virtio=${vm.mac ?? ''},bridge=t1`, scsi0: `ceph:vm-${vm.vmid}-disk-0,size=20G` },
});

/** The address of `aVm`, as its order registered it. */
const mappingOf = (vmid: number): FakeCluster['mappings'][number] => ({ vnet: 't1', ip: `10.10.0.${vmid}`, mac: 'BC:24:11:00:00:01', vmid });

export function aCluster(more: Partial<FakeCluster> = {}): FakeCluster {
  return {
    quorate: true,
    nodes: [{ name: 'pve1', online: false, freeGiB: 0 }, { name: 'pve2', online: true, freeGiB: 32 }, { name: 'pve3', online: true, freeGiB: 16 }],
    guests: [], volumes: [], backupConfigs: {}, mappings: [1, 2].map(mappingOf), changes: [], restores: () => null, ...more,
  };
}

function answer(cluster: FakeCluster, method: string, template: string, path: Record<string, string | number>, params: Record<string, unknown>): unknown {
  const { guests, nodes } = cluster;
  const fail = (kind: ProxmoxError['kind'], status: number): never => {
    throw new ProxmoxError({ outcome: 'refused', kind, status, method, template, path: template, reason: kind });
  };
  if (nodes.some(({ name, online }) => name === path.node && !online)) fail('unreachable', 595);
  const guest = guests.find(({ vmid, node }) => vmid === path.vmid && node === path.node);
  switch (`${method} ${template}`) {
    case 'GET /cluster/status':
      return [{ type: 'cluster', name: 'demo', quorate: Number(cluster.quorate) }, ...nodes.map(({ name, online }) => ({ type: 'node', name, online: Number(online) }))];
    case 'GET /cluster/resources':
      return [
        ...nodes.map(({ name, online, freeGiB }) => ({ type: 'node', node: name, status: online ? 'online' : 'offline', maxmem: freeGiB * gib, mem: 0 })),
        ...guests.map(({ vmid, node, status }) => ({ type: 'qemu', vmid, node, name: `guest-${vmid}`, status })),
        ...nodes.flatMap(({ name }) => [
          { type: 'storage', storage: 'ceph', node: name, status: 'available', shared: 1, content: 'images' },
          { type: 'storage', storage: 'lvm', node: name, status: 'available', shared: 0, content: 'images' },
        ]),
      ];
    case 'GET /nodes/{node}/time':
      return { time: Math.floor(Date.now() / 1000) };
    case 'GET /nodes/{node}/storage/{storage}/content':
      return cluster.volumes.filter(({ storage, vmid }) => storage === path.storage && (params.vmid === undefined || vmid === params.vmid));
    case 'GET /nodes/{node}/vzdump/extractconfig':
      return cluster.backupConfigs[String(params.volume)] ?? fail('missing', 500);
    case 'GET /nodes/{node}/qemu/{vmid}/config':
      return guest?.config ?? fail('missing', 500);
    case 'GET /nodes/{node}/qemu/{vmid}/status/current':
      return { status: guest?.status ?? fail('missing', 500) };
    case 'POST /nodes/{node}/qemu/{vmid}/status/start':
      if (guest) guest.status = 'running';
      return `UPID:${String(path.node)}:00001234:00001234:66666666:qmstart:${String(path.vmid)}:vigie@pve!provisioner:`;
    case 'POST /nodes/{node}/qemu': {
      const made = cluster.restores(Number(params.vmid), String(path.node));
      if (made) guests.push(made);
      return `UPID:${String(path.node)}:00001234:00001234:66666666:qmrestore:${String(params.vmid)}:vigie@pve!provisioner:`;
    }
    default:
      return answerOfSdn(cluster, method, template, path, params);
  }
}

function answerOfSdn({ mappings }: FakeCluster, method: string, template: string, path: Record<string, string | number>, params: Record<string, unknown>): unknown {
  switch (`${method} ${template}`) {
    case 'GET /cluster/sdn/ipams/{ipam}/status':
      return mappings;
    case 'POST /cluster/sdn/vnets/{vnet}/ips':
      return mappings.push({ vnet: String(path.vnet), ip: String(params.ip), mac: String(params.mac) });
    case 'PUT /cluster/sdn/vnets/{vnet}/ips':
      return Object.assign(mappings.find(({ ip }) => ip === params.ip) ?? {}, { vmid: params.vmid });
    default:
      throw new Error(`the fake cluster knows no ${method} ${template}`);
  }
}

function pveOf(cluster: FakeCluster): ProxmoxPort {
  return {
    tokenId: 'vigie@pve!provisioner',
    async call<T>(method: string, template: string, path: Record<string, string | number>, params: Record<string, unknown> = {}): Promise<T> {
      if (method !== 'GET') cluster.changes.push({ path: template.replace(/\{(\w+)\}/g, (_, name: string) => String(path[name])), params });
      return answer(cluster, method, template, path, params) as T;
    },
    waitForTask: () => Promise.resolve({ warnings: 0 }),
    listTasks: () => Promise.resolve([]),
  };
}

export interface FakeContext extends StepContext {
  said: { text: string; command: boolean }[];
  nodesSet: Record<string, string>;
}

/** A step of an execution about node pve1 of the cluster, or about the first of the machines. */
export function aContext(
  cluster: FakeCluster,
  vms: RecoveryVm[],
  { mode = 'real', points = {}, tests, facts = {} }: {
    mode?: ExecutionMode;
    /** Backups by VMID; `null`: cannot be read. */
    points?: Record<number, RecoveryPoint[] | null>;
    tests?: RecoveryPorts['restoreTests'];
    facts?: Record<string, unknown>;
  } = {},
): FakeContext {
  const known: Record<string, unknown> = { ...facts };
  const notes = new Map<string, TaskNote>();
  const said: FakeContext['said'] = [];
  const nodesSet: Record<string, string> = {};
  const recovery = { config: { name: 'demo', storage: 'ceph', sdn: { zone: 'vigie' } } as ClusterConfig, pve: pveOf(cluster) };
  return {
    executionId: 'exe_1', mode, said, nodesSet,
    ports: {
      clusters: new Map([['demo', recovery]]),
      tenants: [{ id: 'acme', name: 'Acme', email: 'it@acme.example' }],
      vms: {
        all: () => Promise.resolve(vms),
        find: (id) => Promise.resolve(vms.find((vm) => vm.id === id) ?? null),
        setNode: (id, node) => Promise.resolve(void (nodesSet[id] = node)),
      },
      tasks: {
        find: (_owner, key) => Promise.resolve(notes.get(key) ?? null),
        sending: (_owner, key, sentAt) => Promise.resolve(void notes.set(key, { sentAt, upid: null })),
        started: (_owner, key, upid) => Promise.resolve(void notes.set(key, { sentAt: new Date(), upid })),
        forget: (_owner, key) => Promise.resolve(void notes.delete(key)),
      },
      backupsOf: (_pve, vmid) => (points[vmid] === null ? Promise.reject(new Error('away')) : Promise.resolve(points[vmid] ?? [])),
      restoreTests: tests ?? { start: () => Promise.reject(new Error('none')), state: () => Promise.reject(new Error('none')) },
    },
    node: () => ({ cluster: recovery, node: 'pve1' }),
    vm: () => Promise.resolve({ cluster: recovery, vm: vms[0]! }),
    say: (line, kind = 'text') => Promise.resolve(void said.push({ text: line.en, command: kind === 'command' })),
    remember: (name, fact) => Promise.resolve(void (known[name] = fact)),
    recall: (name) => (known[name] ?? null) as never,
    stillWanted: () => Promise.resolve(),
  };
}
