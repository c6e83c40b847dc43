import { readFileSync } from 'node:fs';
import type { PveReader } from '../cluster/pve-reader.ts';
import { rowsOf, type Row } from '../cluster/row.ts';

/** Answers of a Proxmox cluster; a function is called for each read and may throw. */
export interface FakeAnswers {
  cluster?: string;
  resources?: unknown;
  status?: unknown;
  version?: unknown;
  ipam?: unknown;
  /** A function gets the VMID. */
  guestConfig?: unknown;
  /** A function gets the storage and the node. */
  backups?: unknown;
  /** A function gets the path. */
  permissions?: unknown;
  /** A function gets the node. */
  certificates?: unknown;
  /** A function gets the node, or an empty text for the datacenter. */
  firewallOptions?: unknown;
  /** A function gets the VMID and the node. */
  snapshots?: unknown;
  /** A function gets the VMID and the node. */
  fileSystems?: unknown;
  /** From here on a function gets the node. */
  replication?: unknown;
  nodeStatus?: unknown;
  nodeHistory?: unknown;
  /** A function gets the start and the limit too. */
  badTasks?: unknown;
  subscription?: unknown;
  updates?: unknown;
  disks?: unknown;
  zones?: unknown;
  /** From here on a function gets nothing. */
  notBackedUp?: unknown;
  haStatus?: unknown;
  qdevice?: unknown;
  cephStatus?: unknown;
}

/** A reader that gives these answers and counts its reads. Change `answers` between reads to change the world. */
export function fakeReader(answers: FakeAnswers): PveReader & { answers: FakeAnswers; reads: Record<string, number> } {
  const reads: Record<string, number> = {};
  const give = (name: Exclude<keyof FakeAnswers, 'cluster'>, otherwise: unknown) => async (...asked: (number | string)[]) => {
    reads[name] = (reads[name] ?? 0) + 1;
    const answer = answers[name] ?? otherwise;
    return typeof answer === 'function' ? await (answer as (...asked: (number | string)[]) => unknown)(...asked) : answer;
  };
  return {
    answers,
    reads,
    cluster: answers.cluster ?? 'demo',
    async resources(rows, each) {
      for (const row of rowsOf(await give('resources', [node('pve1'), guest(100)])())) {
        rows.take(row);
        each();
      }
    },
    clusterStatus: () => give('status', [{ type: 'node', name: 'pve1', nodeid: 1, online: 1 }])(),
    version: () => give('version', { release: '9.2', repoid: '14a22df3e4a3d1c5', version: '9.2.11' })(),
    ipamStatus: () => give('ipam', [])(),
    guestConfig: (_node, _type, vmid) => give('guestConfig', { onboot: 1 })(vmid),
    backups: (name, storage) => give('backups', [])(storage, name),
    permissions: (path) => give('permissions', { [path]: { 'Datastore.AllocateSpace': 1, 'Sys.Audit': 1, 'VM.Backup': 1 } })(path),
    firewallOptions: (name = '') => give('firewallOptions', { enable: 1 })(name),
    certificates: (name) => give('certificates', [{ filename: 'pve-ssl.pem', notafter: 2e9, subject: `/CN=${name}` }])(name),
    snapshots: (name, _type, vmid) => give('snapshots', [{ name: 'current', running: 1 }])(vmid, name),
    fileSystems: (name, vmid) => give('fileSystems', { result: [] })(vmid, name),
    replication: (name) => give('replication', [])(name),
    nodeStatus: (name) => give('nodeStatus', {})(name),
    nodeHistory: (name) => give('nodeHistory', [])(name),
    badTasks: (name, since, limit) => give('badTasks', [])(name, since, limit),
    subscription: (name) => give('subscription', { status: 'notfound' })(name),
    updates: (name) => give('updates', [])(name),
    disks: (name) => give('disks', [])(name),
    zones: (name) => give('zones', [])(name),
    notBackedUp: () => give('notBackedUp', [])(),
    haStatus: () => give('haStatus', [])(),
    qdevice: () => give('qdevice', {})(),
    cephStatus: () => give('cephStatus', failing('not-implemented'))(),
  };
}

/** Answers recorded from a real cluster of two nodes, `two-nodes-ha` later and with high availability in use. */
export function recorded(name: 'two-nodes' | 'two-nodes-ha'): FakeAnswers & { resources: Row[] } {
  const read = (file: string) => JSON.parse(readFileSync(new URL(`../fixtures/${file}.json`, import.meta.url), 'utf8'));
  const world = { ...read('two-nodes'), ...(name === 'two-nodes' ? {} : read(name)) };
  const byKey = Object.entries(world).map(([what, answers]) => [what, whole.includes(what) ? answers : byNodeOrGuest(answers as Row)]);
  return { ...Object.fromEntries(byKey), cluster: 'testcl' };
}

const whole = ['version', 'status', 'resources', 'haStatus', 'notBackedUp'];

/** What was not recorded is not there. */
function byNodeOrGuest(answers: Row): (key: number | string) => unknown {
  return (key) => answers[key] ?? failing('missing')();
}

export function node(name: string, more: Row = {}): Row {
  return { type: 'node', id: `node/${name}`, node: name, status: 'online', cpu: 0.1, maxcpu: 16, mem: 1024, maxmem: 4096, uptime: 60, ...more };
}

export function guest(vmid: number, more: Row = {}): Row {
  const counters = { netin: 10, netout: 20, diskread: 30, diskwrite: 40 };
  const usage = { cpu: 0.5, maxcpu: 2, mem: 512, maxmem: 1024, disk: 0, maxdisk: 2048, uptime: 30, ...counters };
  return { type: 'qemu', id: `qemu/${vmid}`, vmid, name: `vm${vmid}`, node: 'pve1', status: 'running', template: 0, ...usage, ...more };
}

export function storage(id: string, more: Row = {}): Row {
  const [, node, name] = id.split('/');
  return { type: 'storage', id, node, storage: name, status: 'available', content: 'backup,iso', shared: 0, plugintype: 'dir', ...more };
}

/** What the Proxmox client throws, in what matters here. */
export function proxmoxError(kind: string, message = `refused: ${kind}`): Error {
  return Object.assign(new Error(message), { kind });
}

/** An answer that fails. */
export function failing(kind: string): () => never {
  return () => {
    throw proxmoxError(kind);
  };
}
