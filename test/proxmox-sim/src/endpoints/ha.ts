import { die, invalid } from '../http/api-error.ts';
import { list, optionalText, text } from '../http/call.ts';
import type { Call, Endpoint } from '../http/call.ts';
import { haState, sidOf } from '../model/ha.ts';
import { moveService } from '../model/migration.ts';
import { isQuorate } from '../model/quorum.ts';
import { digestOf } from '../model/sdn-view.ts';
import { now } from '../simulator.ts';
import type { HaResource } from '../state/ha-state.ts';

export const haEndpoints: Endpoint[] = [
  { method: 'GET', template: '/cluster/ha/status/current', handle: status },
  { method: 'GET', template: '/cluster/ha/status/manager_status', handle: managerStatus },
  { method: 'GET', template: '/cluster/ha/resources', handle: listResources },
  { method: 'POST', template: '/cluster/ha/resources', handle: createResource },
  { method: 'GET', template: '/cluster/ha/resources/{sid}', handle: (call) => shown(call, sidOf(text(call, 'sid'))) },
  { method: 'PUT', template: '/cluster/ha/resources/{sid}', handle: updateResource },
  { method: 'DELETE', template: '/cluster/ha/resources/{sid}', handle: deleteResource },
  { method: 'POST', template: '/cluster/ha/resources/{sid}/migrate', handle: (call) => sendTo(call, true) },
  { method: 'POST', template: '/cluster/ha/resources/{sid}/relocate', handle: (call) => sendTo(call, false) },
  { method: 'GET', template: '/cluster/ha/groups', handle: () => die('cannot index groups: ha groups have been migrated to rules') },
  { method: 'POST', template: '/cluster/ha/groups', handle: () => die('cannot create group: ha groups have been migrated to rules') },
  { method: 'GET', template: '/cluster/ha/rules', handle: listRules },
  { method: 'POST', template: '/cluster/ha/rules', handle: createRule },
  { method: 'DELETE', template: '/cluster/ha/rules/{rule}', handle: deleteRule },
];

function asked({ world }: Call): string {
  return Object.entries(world.nodes).find(([, node]) => node.online)?.[0] ?? '';
}

/** Without a manager that has run, no master and no local managers show, and every service is queued. */
function status(call: Call): unknown[] {
  const { world } = call;
  const node = asked(call);
  const quorate = isQuorate(world);
  const active = Object.keys(world.ha.manager ?? {}).length > 0;
  const stamp = new Date(now() * 1000).toUTCString();
  const master = { id: 'master', type: 'master', node, status: `${node} (active, ${stamp})`, timestamp: now() };
  return [
    { id: 'quorum', type: 'quorum', node, quorate: Number(quorate), status: quorate ? 'OK' : `No quorum on node '${node}'!` },
    ...(active ? [master] : []),
    {
      id: 'fencing',
      type: 'fencing',
      node,
      'armed-state': active ? 'armed' : 'standby',
      status: active ? 'armed (CRM watchdog active)' : 'standby (CRM watchdog standby)',
    },
    ...(active ? Object.entries(world.nodes).map(([name, { online }]) => localManager(name, online, stamp)) : []),
    ...Object.entries(world.ha.resources).map(([sid, resource]) => service(call, sid, resource)),
  ];
}

function localManager(name: string, online: boolean, stamp: string): unknown {
  return { id: `lrm:${name}`, type: 'lrm', node: name, status: `${name} (${online ? 'active' : 'old timestamp - dead?'}, ${stamp})` };
}

function service({ world }: Call, sid: string, { state, ...settings }: HaResource): unknown {
  const node = world.guests[sid.slice('vm:'.length)]?.node ?? '';
  const made = world.ha.manager?.[sid];
  return {
    id: `service:${sid}`,
    type: 'service',
    sid,
    node,
    state: made ?? 'queued',
    status: `${sid} (${node}, ${made ?? 'queued'})`,
    request_state: state,
    ...(made === undefined ? {} : { crm_state: made }),
    max_restart: 1,
    max_relocate: 1,
    failback: 1,
    ...settings,
  };
}

function managerStatus(call: Call): unknown {
  const { ha, nodes, guests } = call.world;
  const services = Object.entries(ha.manager ?? {}).map(([sid, state]) => [sid, { node: guests[sid.slice('vm:'.length)]?.node ?? '', state }]);
  const fenced = (name: string): boolean => services.some(([, item]) => typeof item === 'object' && item.node === name && item.state === 'fence');
  const states = Object.entries(nodes).map(([name, { online }]) => [name, online ? 'online' : fenced(name) ? 'fence' : 'unknown']);
  const status =
    services.length === 0
      ? { node_status: {} }
      : { master_node: asked(call), node_status: Object.fromEntries(states) as object, service_status: Object.fromEntries(services) as object, timestamp: now() };
  return { manager_status: status, quorum: { node: asked(call), quorate: String(Number(isQuorate(call.world))) } };
}

function shown({ world }: Call, sid: string): unknown {
  const resource = world.ha.resources[sid] ?? die(`no such resource '${sid}'`);
  return { sid, type: 'vm', ...resource, digest: digestOf(world.ha.resources) };
}

function listResources(call: Call): unknown[] {
  return Object.keys(call.world.ha.resources).map((sid) => shown(call, sid));
}

function settingsOf({ params }: Call): Partial<HaResource> {
  const { state, max_restart, max_relocate, comment } = params;
  return {
    ...(state === undefined ? {} : { state: String(state) }),
    ...(max_restart === undefined ? {} : { max_restart: Number(max_restart) }),
    ...(max_relocate === undefined ? {} : { max_relocate: Number(max_relocate) }),
    ...(comment === undefined ? {} : { comment: String(comment) }),
  };
}

function createResource(call: Call): null {
  const { world } = call;
  const sid = sidOf(text(call, 'sid'));
  const vmid = sid.slice('vm:'.length);
  if (world.ha.resources[sid] !== undefined) die(`create resource failed: resource ID '${sid}' already defined`);
  if (world.guests[vmid] === undefined) die(`create resource failed: resource '${vmid}' does not exist in cluster`);
  world.ha.resources[sid] = { state: 'started', ...settingsOf(call) };
  haState(world, sid);
  return null;
}

function updateResource(call: Call): null {
  const { world } = call;
  const sid = sidOf(text(call, 'sid'));
  const resource = world.ha.resources[sid] ?? die(`update resource failed: no such resource '${sid}'`);
  for (const key of list(call, 'delete')) {
    if (key === 'max_restart' || key === 'max_relocate' || key === 'comment') delete resource[key];
  }
  Object.assign(resource, settingsOf(call));
  haState(world, sid);
  return null;
}

function deleteResource(call: Call): null {
  const { ha } = call.world;
  const sid = sidOf(text(call, 'sid'));
  if (ha.resources[sid] === undefined) die(`delete resource failed: cannot delete service '${sid}', not HA managed!`);
  delete ha.resources[sid];
  if (ha.manager !== null) delete ha.manager[sid];
  return null;
}

function listRules({ world }: Call): unknown[] {
  const digest = digestOf(world.ha.rules);
  return Object.entries(world.ha.rules).map(([rule, fields], index) => ({ rule, ...fields, order: index + 1, digest }));
}

function createRule(call: Call): null {
  const { rules } = call.world.ha;
  const rule = text(call, 'rule');
  if (rules[rule] !== undefined) invalid({ rule: `HA rule '${rule}' already exists` });
  const fields = ['type', 'resources', 'nodes', 'affinity', 'comment', 'strict', 'disable'] as const;
  rules[rule] = Object.fromEntries(
    fields.flatMap((name) => {
      const value = optionalText(call, name);
      return value === undefined ? [] : [[name, value]];
    }),
  );
  return null;
}

function deleteRule(call: Call): null {
  delete call.world.ha.rules[text(call, 'rule')];
  return null;
}

/** Asks the manager to bring a service to a node: running on, or stopped here and started there. */
function sendTo(call: Call, online: boolean): unknown {
  const { sim, world } = call;
  const sid = sidOf(text(call, 'sid'));
  const node = text(call, 'node');
  if (world.ha.resources[sid] === undefined) die(`no such resource '${sid}'`);
  if (world.nodes[node] === undefined) die(`no such cluster node '${node}'`);
  const guest = world.guests[sid.slice('vm:'.length)] ?? die(`service '${sid}' does not exist`);
  if (world.ha.manager !== null && guest.node !== node) moveService(sim, guest, node, online);
  return { sid, 'requested-node': node };
}
