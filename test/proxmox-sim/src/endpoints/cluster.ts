import { invalid } from '../http/api-error.ts';
import { optionalText } from '../http/call.ts';
import type { Call, Endpoint } from '../http/call.ts';
import { isQuorate } from '../model/quorum.ts';
import { guestRows, networkRows, nodeRows, poolRows, storageRows } from '../model/resources.ts';
import { visibleTasks } from './tasks.ts';

export const clusterEndpoints: Endpoint[] = [
  { method: 'GET', template: '/cluster/resources', handle: resources },
  { method: 'GET', template: '/cluster/status', handle: status },
  { method: 'GET', template: '/cluster/nextid', handle: nextId },
  { method: 'GET', template: '/cluster/tasks', handle: (call) => visibleTasks(call, null).slice(0, 200) },
];

function resources({ world, identity, params }: Call): unknown[] {
  switch (params['type']) {
    case undefined:
      return [
        ...poolRows(world, identity),
        ...guestRows(world, identity),
        ...nodeRows(world, identity),
        ...storageRows(world, identity),
        ...networkRows(world, identity),
      ];
    case 'vm':
      return guestRows(world, identity);
    case 'node':
      return nodeRows(world, identity);
    case 'storage':
      return storageRows(world, identity);
    default:
      // Observed: type=sdn is accepted and empty, the zones appear only without a filter.
      return [];
  }
}

function status({ world }: Call): unknown[] {
  const nodes = Object.entries(world.nodes);
  return [
    {
      id: 'cluster',
      type: 'cluster',
      name: world.cluster.name,
      version: nodes.length,
      nodes: nodes.length,
      quorate: Number(isQuorate(world)),
    },
    ...nodes.map(([name, node], index) => ({
      id: `node/${name}`,
      type: 'node',
      name,
      nodeid: node.id,
      ip: node.ip,
      online: Number(node.online),
      local: Number(index === 0),
      level: '',
    })),
  ];
}

function nextId(call: Call): string {
  const asked = optionalText(call, 'vmid');
  if (asked !== undefined) {
    if (call.world.guests[asked] !== undefined) invalid({ vmid: `VM ${asked} already exists` });
    return asked;
  }
  let vmid = 100;
  while (call.world.guests[vmid] !== undefined) vmid += 1;
  return String(vmid);
}
