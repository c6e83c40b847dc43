import { number } from '../http/call.ts';
import type { Call, Endpoint } from '../http/call.ts';
import { holds } from '../model/permissions.ts';

export const clusterDetailEndpoints: Endpoint[] = [
  { method: 'GET', template: '/cluster/config/nodes', handle: members },
  { method: 'GET', template: '/cluster/log', handle: log },
  { method: 'GET', template: '/cluster/options', handle: options },
  { method: 'GET', template: '/cluster/metrics/server', handle: () => [] },
  { method: 'GET', template: '/cluster/sdn/controllers', handle: () => [] },
  { method: 'GET', template: '/cluster/sdn/dns', handle: () => [] },
  { method: 'GET', template: '/access/domains', handle: realms },
];

/** As corosync's configuration writes them: everything is text. */
function members({ world }: Call): unknown[] {
  return Object.entries(world.nodes).map(([name, node]) => ({
    name,
    node: name,
    nodeid: String(node.id),
    quorum_votes: '1',
    ring0_addr: node.ip,
  }));
}

/** Begin and end of tasks. Without Sys.Syslog on / only what the same user did. */
function log(call: Call): unknown[] {
  const { world, identity } = call;
  const all = holds(world, identity, '/', 'Sys.Syslog');
  const most = call.params['max'] === undefined ? 50 : number(call, 'max');
  return world.tasks
    .filter((task) => all || task.user === identity.user)
    .flatMap((task) => {
      const user = task.tokenid === undefined ? task.user : `${task.user}!${task.tokenid}`;
      const row = { node: task.node, user, tag: 'pvedaemon', pid: task.pid };
      const ended = { ...row, msg: `end task ${task.upid} ${task.exitstatus ?? ''}`, time: task.endtime, pri: task.exitstatus === 'OK' ? 6 : 3 };
      const begun = { ...row, msg: `starting task ${task.upid}`, time: task.starttime, pri: 6 };
      return task.endtime === undefined ? [begun] : [ended, begun];
    })
    .slice(0, most)
    .map((row, index) => ({ ...row, uid: String(index + 1), id: `${index + 1}:${row.node}` }));
}

function options({ world }: Call): unknown {
  const tags = Object.values(world.guests).flatMap(({ config }) => String(config['tags'] ?? '').split(';'));
  return {
    description: '',
    keyboard: 'en-us',
    mac_prefix: 'BC:24:11',
    'allowed-tags': [...new Set(tags)].filter((tag) => tag !== '').toSorted(),
  };
}

function realms(): unknown[] {
  return [
    { realm: 'pam', type: 'pam', comment: 'Linux PAM standard authentication' },
    { realm: 'pve', type: 'pve', comment: 'Proxmox VE authentication server' },
  ];
}
