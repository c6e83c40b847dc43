import { die, invalidInside } from '../http/api-error.ts';
import { text } from '../http/call.ts';
import type { Call, Endpoint } from '../http/call.ts';
import { holdsAny } from '../model/permissions.ts';
import { sdnRow, sdnRows } from '../model/sdn-view.ts';
import type { SdnShape } from '../model/sdn-view.ts';
import { changeObject, requireSdnLock, storedParams } from '../model/sdn-write.ts';

const shape: SdnShape = {
  kind: 'zones',
  idField: 'zone',
  fixed: (_, object) => ({ type: object['type'] }),
  shown: (object) => object,
};

export const sdnZoneEndpoints: Endpoint[] = [
  { method: 'GET', template: '/cluster/sdn/zones', handle: listZones },
  { method: 'POST', template: '/cluster/sdn/zones', handle: createZone },
  {
    method: 'GET',
    template: '/cluster/sdn/zones/{zone}',
    handle: (call) => sdnRow(call, shape, text(call, 'zone')) ?? die(`sdn '${text(call, 'zone')}' does not exist`),
  },
  { method: 'PUT', template: '/cluster/sdn/zones/{zone}', handle: updateZone },
  { method: 'DELETE', template: '/cluster/sdn/zones/{zone}', handle: deleteZone },
  { method: 'GET', template: '/nodes/{node}/sdn/zones', handle: nodeZones },
  { method: 'GET', template: '/nodes/{node}/sdn/zones/{zone}', handle: () => ['content', 'bridges', 'ip-vrf'].map((subdir) => ({ subdir })) },
  { method: 'GET', template: '/nodes/{node}/sdn/zones/{zone}/content', handle: zoneContent },
];

function listZones(call: Call): unknown[] {
  const type = call.params['type'];
  return sdnRows(call, shape, (zone, id) => {
    return (
      (type === undefined || zone['type'] === type) &&
      holdsAny(call.world, call.identity, `/sdn/zones/${id}`, ['SDN.Audit', 'SDN.Allocate'])
    );
  });
}

/** What each type cannot do without. */
const required: Record<string, string> = { vlan: 'bridge', qinq: 'bridge', evpn: 'controller' };

function createZone(call: Call): null {
  const zone = text(call, 'zone');
  const need = required[text(call, 'type')];
  if (need !== undefined && call.params[need] === undefined) die(`missing value for required option '${need}'`);
  const what = 'create sdn zone object';
  requireSdnLock(call, what);
  const { zones } = call.world.sdn.config;
  if (zones[zone] !== undefined) die(`${what} failed: sdn zone object ID '${zone}' already defined`);
  requireIpam(call, what);
  zones[zone] = storedParams(call, ['zone']);
  return null;
}

function requireIpam(call: Call, what: string): void {
  const ipam = call.params['ipam'];
  if (ipam !== undefined && ipam !== 'pve') invalidInside(what, 'ipam', `${String(ipam)} not existing`);
}

function updateZone(call: Call): null {
  const what = 'update sdn zone object';
  requireSdnLock(call, what);
  const zone = call.world.sdn.config.zones[text(call, 'zone')] ?? die(`${what} failed: sdn '${text(call, 'zone')}' does not exist`);
  requireIpam(call, what);
  changeObject(call, zone, ['zone', 'type']);
  return null;
}

function deleteZone(call: Call): null {
  const id = text(call, 'zone');
  const what = 'delete sdn zone object';
  requireSdnLock(call, what);
  const { zones, vnets } = call.world.sdn.config;
  if (zones[id] === undefined) die(`${what} failed: sdn '${id}' does not exist`);
  const user = Object.entries(vnets).find(([, vnet]) => vnet['zone'] === id)?.[0];
  if (user !== undefined)
    die(`${what} failed: zone ${id} is used by vnet ${user} at /usr/share/perl5/PVE/Network/SDN/Zones/Plugin.pm line 149.`);
  delete zones[id];
  return null;
}

/** No privilege is needed here; the state of each active zone on this node. */
function nodeZones(call: Call): unknown[] {
  return Object.entries(call.world.sdn.status[text(call, 'node')] ?? {}).map(([zone, status]) => ({ zone, status }));
}

function zoneContent(call: Call): unknown[] {
  const zone = text(call, 'zone');
  const status = call.world.sdn.status[text(call, 'node')]?.[zone];
  if (status === undefined) return [];
  return Object.entries(call.world.sdn.running.vnets)
    .filter(([, vnet]) => vnet['zone'] === zone)
    .map(([vnet]) => ({ vnet, status, statusmsg: null }));
}
