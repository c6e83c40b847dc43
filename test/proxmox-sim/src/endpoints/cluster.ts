import { invalid } from '../http/api-error.ts';
import { optionalText } from '../http/call.ts';
import type { Call, Endpoint } from '../http/call.ts';
import { guestRows, networkRows, nodeRows, poolRows, storageRows } from '../model/resources.ts';
import { visibleTasks } from './tasks.ts';

export const clusterEndpoints: Endpoint[] = [
  { method: 'GET', template: '/cluster/resources', handle: resources },
  { method: 'GET', template: '/cluster/status', handle: status },
  { method: 'GET', template: '/cluster/nextid', handle: nextId },
  { method: 'GET', template: '/cluster/tasks', handle: (call) => visibleTasks(call, null).slice(0, 200) },
  { method: 'GET', template: '/cluster/ha/status/current', handle: haStatus },
  { method: 'GET', template: '/cluster/ha/resources', handle: () => [] },
  { method: 'GET', template: '/cluster/replication', handle: () => [] },
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
  const online = nodes.filter(([, node]) => node.online).length;
  return [
    {
      id: 'cluster',
      type: 'cluster',
      name: world.cluster.name,
      version: nodes.length,
      nodes: nodes.length,
      quorate: Number(online * 2 > nodes.length || nodes.length === 2),
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

function haStatus({ world }: Call): unknown[] {
  const node = Object.keys(world.nodes)[0];
  return [
    { id: 'quorum', type: 'quorum', node, quorate: 1, status: 'OK' },
    { id: 'fencing', type: 'fencing', node, 'armed-state': 'standby', status: 'standby (CRM watchdog standby)' },
  ];
}
