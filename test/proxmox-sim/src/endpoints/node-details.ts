import { text } from '../http/call.ts';
import type { Call, Endpoint } from '../http/call.ts';
import { cpuModels, machineVersions } from '../model/capabilities-of-qemu.ts';
import { describeService, servicesOf, upgradable } from '../model/hardware.ts';
import type { NodeState, ServiceState } from '../state/world.ts';

export const nodeDetailEndpoints: Endpoint[] = [
  { method: 'GET', template: '/nodes/{node}/dns', handle: resolver },
  { method: 'GET', template: '/nodes/{node}/config', handle: () => ({}) },
  { method: 'GET', template: '/nodes/{node}/services', handle: listServices },
  { method: 'GET', template: '/nodes/{node}/services/{service}/state', handle: getService },
  { method: 'GET', template: '/nodes/{node}/apt/update', handle: listUpdates },
  { method: 'GET', template: '/nodes/{node}/capabilities/qemu/cpu', handle: () => cpuModels },
  { method: 'GET', template: '/nodes/{node}/capabilities/qemu/machines', handle: listMachines },
];

function nodeOf(call: Call): NodeState {
  // The dispatcher has answered unknown nodes already.
  return call.world.nodes[text(call, 'node')] as NodeState;
}

function resolver({ world }: Call): unknown {
  return world.cluster.dns === false ? {} : { search: `${world.cluster.name}.example`, dns1: '198.51.100.1' };
}

const units: Record<ServiceState | 'absent', Record<string, string>> = {
  running: { state: 'running', 'active-state': 'active', 'unit-state': 'enabled' },
  stopped: { state: 'dead', 'active-state': 'inactive', 'unit-state': 'enabled' },
  failed: { state: 'failed', 'active-state': 'failed', 'unit-state': 'enabled' },
  absent: { state: 'dead', 'active-state': 'inactive', 'unit-state': 'not-found' },
};

function serviceRow(name: string, state: ServiceState | undefined): unknown {
  return { service: name, name, desc: describeService(name), ...units[state ?? 'absent'] };
}

function listServices(call: Call): unknown[] {
  return Object.entries(servicesOf(nodeOf(call))).map(([name, state]) => serviceRow(name, state));
}

function getService(call: Call): unknown {
  const name = text(call, 'service');
  return serviceRow(name, servicesOf(nodeOf(call))[name]);
}

function listUpdates(call: Call): unknown[] {
  return upgradable.slice(0, nodeOf(call).updates ?? 0).map(([name, before, after, origin]) => ({
    Package: name,
    Title: name,
    Description: `${name}, a package of the node`,
    OldVersion: before,
    Version: after,
    Origin: origin,
    Section: 'admin',
    Priority: 'optional',
    Arch: 'amd64',
  }));
}

/** Newest first; each version for both chipsets. */
function listMachines(): unknown[] {
  return machineVersions.flatMap((version) =>
    (['i440fx', 'q35'] as const).map((type) => ({
      id: `pc-${type}-${version}`,
      type,
      version,
      ...(version.includes('+') ? { changes: `What Proxmox changed after ${version.split('+', 1)[0] ?? ''}.` } : {}),
    })),
  );
}
