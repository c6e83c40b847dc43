import { invalid } from '../http/api-error.ts';
import { optionalText, text } from '../http/call.ts';
import type { Call, Endpoint } from '../http/call.ts';
import { nodeIowait, nodeLoad, nodeSwap } from '../model/load.ts';
import { holds } from '../model/permissions.ts';
import { now } from '../simulator.ts';
import type { NodeState } from '../state/world.ts';

export const nodeEndpoints: Endpoint[] = [
  { method: 'GET', template: '/nodes', handle: listNodes },
  { method: 'GET', template: '/nodes/{node}/status', handle: nodeStatus },
  { method: 'GET', template: '/nodes/{node}/network', handle: listNetwork },
  { method: 'GET', template: '/nodes/{node}/network/{iface}', handle: getInterface },
  { method: 'GET', template: '/nodes/{node}/time', handle: () => ({ timezone: 'Etc/UTC', time: now(), localtime: now() }) },
  { method: 'GET', template: '/nodes/{node}/subscription', handle: subscription },
  { method: 'GET', template: '/nodes/{node}/lxc', handle: () => [] },
];

function nodeOf(call: Call): NodeState {
  const node = call.world.nodes[text(call, 'node')];
  // The dispatcher has answered unknown nodes already.
  if (node === undefined) throw new Error('node was not checked');
  return node;
}

function listNodes({ world, identity }: Call): unknown[] {
  return Object.entries(world.nodes).map(([name, node]) => {
    const row = {
      id: `node/${name}`,
      type: 'node',
      node: name,
      status: node.online ? 'online' : 'offline',
      level: '',
      ssl_fingerprint: node.fingerprint,
    };
    if (!holds(world, identity, `/nodes/${name}`, 'Sys.Audit')) return row;
    const sizes = { maxcpu: node.cores, maxmem: node.memory, maxdisk: node.rootTotal };
    return node.online ? { ...row, ...sizes, ...nodeLoad(world, name, node), disk: node.rootUsed } : { ...row, ...sizes };
  });
}

function nodeStatus(call: Call): unknown {
  const node = nodeOf(call);
  const load = nodeLoad(call.world, text(call, 'node'), node);
  const swap = nodeSwap(node);
  const average = (load.cpu * node.cores).toFixed(2);
  const kernel = { sysname: 'Linux', release: '6.17.2-1-pve', version: '#1 SMP PREEMPT_DYNAMIC', machine: 'x86_64' };
  return {
    pveversion: 'pve-manager/9.2.11/14a22df3e4a3d1c5',
    kversion: `${kernel.sysname} ${kernel.release} ${kernel.version}`,
    'current-kernel': kernel,
    'boot-info': { mode: 'efi', secureboot: 0 },
    uptime: load.uptime,
    cpu: load.cpu,
    wait: nodeIowait(node),
    idle: 0,
    loadavg: [average, average, average],
    cpuinfo: {
      model: 'AMD EPYC 7313P 16-Core Processor',
      vendor: 'AuthenticAMD',
      family: '25',
      mhz: '2994.4',
      flags: 'fpu svm',
      cores: node.cores,
      cpus: node.cores,
      sockets: 1,
      hvm: '1',
      user_hz: 100,
    },
    memory: { total: node.memory, used: load.mem, free: node.memory - load.mem, available: node.memory - load.mem },
    swap: { ...swap, free: swap.total - swap.used },
    rootfs: { total: node.rootTotal, used: node.rootUsed, free: node.rootTotal - node.rootUsed, avail: node.rootTotal - node.rootUsed },
    ksm: { shared: 0 },
  };
}

function getInterface(call: Call): unknown {
  const found = listNetwork(call).find(({ iface }) => iface === text(call, 'iface'));
  if (found === undefined) invalid({ iface: 'interface does not exist' });
  const { iface: _, ...fields } = found;
  return fields;
}

function listNetwork(call: Call): { iface: string; [field: string]: unknown }[] {
  const { ip } = nodeOf(call);
  const type = optionalText(call, 'type');
  const bridge = {
    iface: 'vmbr0',
    type: 'bridge',
    method: 'static',
    method6: 'manual',
    active: 1,
    autostart: 1,
    address: ip,
    netmask: '24',
    cidr: `${ip}/24`,
    gateway: '198.51.100.1',
    bridge_ports: 'eno1',
    bridge_stp: 'off',
    bridge_fd: '0',
    families: ['inet'],
    priority: 4,
  };
  const port = { iface: 'eno1', type: 'eth', method: 'manual', method6: 'manual', active: 1, priority: 3, families: ['inet'] };
  // VNets are bridges too, but only this filter lists them.
  const { vnets, zones } = call.world.sdn.running;
  const virtual = Object.entries(vnets).map(([iface, vnet]) => ({
    iface,
    type: 'vnet',
    active: '1',
    vlanaware: 0,
    comments: vnet['alias'] ?? null,
    ipam: Number(zones[String(vnet['zone'])]?.['ipam'] !== undefined),
  }));
  if (type === 'any_bridge' || type === 'any_local_bridge' || type === 'include_sdn') return [bridge, ...virtual];
  return [bridge, port].filter((row) => type === undefined || row.type === type);
}

/** Without Sys.Audit only that there is one, or none. */
function subscription(call: Call): unknown {
  const { world, identity } = call;
  const { subscription: key, id, fingerprint } = nodeOf(call);
  const url = 'https://www.proxmox.com/en/proxmox-virtual-environment/pricing';
  const sees = holds(world, identity, `/nodes/${text(call, 'node')}`, 'Sys.Audit');
  if (key === undefined) return { status: 'notfound', message: 'There is no subscription key', url, ...(sees ? { serverid: null } : {}) };
  if (!sees) return { status: key.status, url };
  const level = key.level ?? 'c';
  return {
    ...key,
    level,
    url,
    key: `pve1${level}-000000000${id}`,
    productname: `Proxmox VE ${levels[level] ?? level} Subscription 1 CPU/year`,
    serverid: fingerprint.replaceAll(':', '').slice(0, 32),
    sockets: 1,
    checktime: now(),
  };
}

const levels: Record<string, string> = { c: 'Community', b: 'Basic', s: 'Standard', p: 'Premium' };
