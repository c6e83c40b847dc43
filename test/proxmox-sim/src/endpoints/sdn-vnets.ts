import { die, forbidden, invalidInside } from '../http/api-error.ts';
import { text } from '../http/call.ts';
import type { Call, Endpoint } from '../http/call.ts';
import { holdsAny } from '../model/permissions.ts';
import { sdnRow, sdnRows } from '../model/sdn-view.ts';
import type { SdnShape } from '../model/sdn-view.ts';
import { changeObject, requireSdnLock, storedParams } from '../model/sdn-write.ts';
import type { SdnObject } from '../state/world.ts';

const shape: SdnShape = { kind: 'vnets', idField: 'vnet', fixed: () => ({ type: 'vnet' }), shown: (object) => object };

export const sdnVnetEndpoints: Endpoint[] = [
  { method: 'GET', template: '/cluster/sdn/vnets', handle: listVnets },
  { method: 'POST', template: '/cluster/sdn/vnets', handle: createVnet },
  { method: 'GET', template: '/cluster/sdn/vnets/{vnet}', handle: getVnet },
  { method: 'PUT', template: '/cluster/sdn/vnets/{vnet}', handle: updateVnet },
  { method: 'DELETE', template: '/cluster/sdn/vnets/{vnet}', handle: deleteVnet },
];

/** The VNet of the path, when the caller holds the privilege on it. Missing is 500. */
export function vnetFor(call: Call, privileges: readonly string[]): SdnObject {
  const id = text(call, 'vnet');
  const { config, running } = call.world.sdn;
  const vnet = config.vnets[id] ?? running.vnets[id] ?? die(`sdn vnet '${id}' does not exist`);
  const path = `/sdn/zones/${String(vnet['zone'])}/${id}`;
  if (!holdsAny(call.world, call.identity, path, privileges)) forbidden(path, privileges);
  return vnet;
}

function listVnets(call: Call): unknown[] {
  return sdnRows(call, shape, (vnet, id) =>
    holdsAny(call.world, call.identity, `/sdn/zones/${String(vnet['zone'])}/${id}`, ['SDN.Audit', 'SDN.Allocate']),
  );
}

function createVnet(call: Call): null {
  const id = text(call, 'vnet');
  const what = 'create sdn vnet object';
  requireSdnLock(call, what);
  const { vnets, zones } = call.world.sdn.config;
  if (vnets[id] !== undefined) die(`${what} failed: sdn vnet object ID '${id}' already defined`);
  const zone = zones[text(call, 'zone')];
  if (zone === undefined) die(`${what} failed: cannot lookup undefined type! at /usr/share/perl5/PVE/API2/Network/SDN/Vnets.pm line 326.`);
  const vnet = storedParams(call, ['vnet', 'type']);
  checkTag(vnets, vnet, String(zone['type']), what);
  vnets[id] = vnet;
  return null;
}

function checkTag(vnets: Record<string, SdnObject>, vnet: SdnObject, type: string, what: string): void {
  const tag = vnet['tag'];
  if (type === 'simple') {
    if (tag !== undefined) invalidInside(what, 'tag', 'vlan tag is not allowed on simple zone');
    return;
  }
  if (tag === undefined) invalidInside(what, 'tag', `missing ${type === 'vlan' ? 'vlan' : 'vxlan'} tag`);
  if (type === 'vlan' && Number(tag) > 4096) invalidInside(what, 'tag', 'vlan tag max value is 4096');
  const twin = Object.entries(vnets).find(([, other]) => other['zone'] === vnet['zone'] && other['tag'] === tag)?.[0];
  if (twin !== undefined) {
    invalidInside(
      what,
      'tag',
      type === 'vlan'
        ? `tag ${String(tag)} already exist in vnet ${twin}`
        : `vxlan tag ${String(tag)} already exist in vnet ${twin} in zone ${String(vnet['zone'])} `,
    );
  }
}

function getVnet(call: Call): unknown {
  vnetFor(call, ['SDN.Audit', 'SDN.Allocate']);
  return sdnRow(call, shape, text(call, 'vnet')) ?? die(`sdn vnet '${text(call, 'vnet')}' does not exist`);
}

function configured(call: Call): SdnObject {
  return call.world.sdn.config.vnets[text(call, 'vnet')] ?? die(`sdn vnet '${text(call, 'vnet')}' does not exist`);
}

function updateVnet(call: Call): null {
  vnetFor(call, ['SDN.Allocate']);
  requireSdnLock(call, 'update sdn vnet object');
  changeObject(call, configured(call), ['vnet']);
  return null;
}

function deleteVnet(call: Call): null {
  const id = text(call, 'vnet');
  const what = 'delete sdn vnet object';
  vnetFor(call, ['SDN.Allocate']);
  requireSdnLock(call, what);
  configured(call);
  const { subnets, vnets } = call.world.sdn.config;
  if (Object.values(subnets).some((subnet) => subnet['vnet'] === id)) invalidInside(what, 'vnet', "Can't delete vnet if subnets exists");
  delete vnets[id];
  return null;
}
