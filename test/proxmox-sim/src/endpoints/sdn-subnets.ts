import { die, invalidInside } from '../http/api-error.ts';
import { text } from '../http/call.ts';
import type { Call, Endpoint } from '../http/call.ts';
import { inCidr, ipv4ToNumber } from '../model/ip.ts';
import { cidrOf, entryAt, parseRange } from '../model/ipam.ts';
import { sdnRow, sdnRows } from '../model/sdn-view.ts';
import type { SdnShape } from '../model/sdn-view.ts';
import { changeObject, requireSdnLock, storedParams } from '../model/sdn-write.ts';
import type { SdnObject } from '../state/world.ts';
import { vnetFor } from './sdn-vnets.ts';

const shape: SdnShape = {
  kind: 'subnets',
  idField: 'subnet',
  fixed: (id, object) => {
    const cidr = cidrOf(id);
    const [network, mask] = cidr.split('/');
    return { id, type: 'subnet', cidr, network, mask, zone: object['zone'], vnet: object['vnet'], 'dhcp-range': [] };
  },
  shown: (object) => ({
    ...object,
    'dhcp-range': ranges(object).map((range) => {
      const { start, end } = parseRange(range);
      return { 'start-address': start, 'end-address': end };
    }),
  }),
};

export const sdnSubnetEndpoints: Endpoint[] = [
  { method: 'GET', template: '/cluster/sdn/vnets/{vnet}/subnets', handle: listSubnets },
  { method: 'POST', template: '/cluster/sdn/vnets/{vnet}/subnets', handle: createSubnet },
  { method: 'GET', template: '/cluster/sdn/vnets/{vnet}/subnets/{subnet}', handle: getSubnet },
  { method: 'PUT', template: '/cluster/sdn/vnets/{vnet}/subnets/{subnet}', handle: updateSubnet },
  { method: 'DELETE', template: '/cluster/sdn/vnets/{vnet}/subnets/{subnet}', handle: deleteSubnet },
];

function ranges(subnet: SdnObject): string[] {
  return (subnet['dhcp-range'] as string[] | undefined) ?? [];
}

function listSubnets(call: Call): unknown[] {
  vnetFor(call, ['SDN.Audit', 'SDN.Allocate']);
  return sdnRows(call, shape, (subnet) => subnet['vnet'] === text(call, 'vnet')).map(withRange(call));
}

/** In the pending view of a new subnet the range stays the raw list. */
function withRange(call: Call): (row: Record<string, unknown>) => Record<string, unknown> {
  return (row) => {
    const pending = row['pending'] as Record<string, unknown> | undefined;
    const range = call.world.sdn.config.subnets[String(row['id'])]?.['dhcp-range'];
    return row['state'] === 'new' && range !== undefined ? { ...row, pending: { ...pending, 'dhcp-range': range } } : row;
  };
}

function createSubnet(call: Call): null {
  const what = 'create sdn subnet object';
  const vnetId = text(call, 'vnet');
  vnetFor(call, ['SDN.Allocate']);
  requireSdnLock(call, what);
  const { vnets, subnets, zones } = call.world.sdn.config;
  const zone = String(vnets[vnetId]?.['zone'] ?? die(`sdn vnet '${vnetId}' does not exist`));
  const cidr = text(call, 'subnet');
  const id = `${zone}-${cidr.replace('/', '-')}`;
  if (subnets[id] !== undefined) die(`${what} failed: sdn subnet object ID '${id}' already defined`);
  const subnet: SdnObject = { ...storedParams(call, ['subnet', 'type']), vnet: vnetId, zone };
  checkSubnet(subnet, cidr, what);
  subnets[id] = subnet;
  const gateway = subnet['gateway'];
  // A rollback leaves the gateway's entry behind.
  if (zones[zone]?.['ipam'] !== undefined && gateway !== undefined && entryAt(call.world, zone, String(gateway)) === undefined)
    call.world.sdn.ipam.push({ zone, subnet: id, ip: String(gateway), gateway: 1 });
  return null;
}

function checkSubnet(subnet: SdnObject, cidr: string, what: string): void {
  const gateway = subnet['gateway'];
  if (gateway !== undefined && !inCidr(String(gateway), cidr))
    invalidInside(what, 'gateway', `${String(gateway)} is not in subnet ${cidr}`);
  for (const range of ranges(subnet)) {
    const { start, end } = parseRange(range);
    if (!inCidr(start, cidr)) invalidInside(what, 'dhcp-range', `start-address ${start} is not in subnet ${cidr}`);
    if (!inCidr(end, cidr)) invalidInside(what, 'dhcp-range', `end-address ${end} is not in subnet ${cidr}`);
    if (ipv4ToNumber(start) > ipv4ToNumber(end))
      invalidInside(what, 'dhcp-range', `start-address ${start} must be smaller than end-address ${end}`);
  }
}

function missing(id: string): never {
  die(`sdn subnet '${id}' does not exist`);
}

function getSubnet(call: Call): unknown {
  vnetFor(call, ['SDN.Audit', 'SDN.Allocate']);
  const id = text(call, 'subnet');
  const row = sdnRow(call, shape, id) ?? missing(id);
  return withRange(call)(row);
}

function updateSubnet(call: Call): null {
  const what = 'update sdn subnet object';
  const id = text(call, 'subnet');
  vnetFor(call, ['SDN.Allocate']);
  requireSdnLock(call, what);
  const subnet = call.world.sdn.config.subnets[id] ?? missing(id);
  const changed = { ...subnet };
  changeObject(call, changed, ['subnet', 'vnet']);
  checkSubnet(changed, cidrOf(id), what);
  call.world.sdn.config.subnets[id] = changed;
  moveGateway(call, id, subnet, changed);
  return null;
}

function moveGateway(call: Call, id: string, before: SdnObject, after: SdnObject): void {
  if (before['gateway'] === after['gateway']) return;
  const { sdn } = call.world;
  sdn.ipam = sdn.ipam.filter((entry) => !(entry.subnet === id && entry.gateway === 1));
  if (after['gateway'] !== undefined) sdn.ipam.push({ zone: String(after['zone']), subnet: id, ip: String(after['gateway']), gateway: 1 });
}

function deleteSubnet(call: Call): null {
  const what = 'delete sdn subnet object';
  const id = text(call, 'subnet');
  vnetFor(call, ['SDN.Allocate']);
  requireSdnLock(call, what);
  const { sdn } = call.world;
  const subnet = sdn.config.subnets[id] ?? die(`${what} failed: zone '' doesn't exist in IPAM DB`);
  const gateway = subnet['gateway'] === undefined ? undefined : entryAt(call.world, String(subnet['zone']), String(subnet['gateway']));
  if (sdn.ipam.some((entry) => entry.subnet === id && entry !== gateway))
    die(`${what} failed: cannot delete subnet '${cidrOf(id)}', not empty`);
  sdn.ipam = sdn.ipam.filter((entry) => entry.subnet !== id);
  delete sdn.config.subnets[id];
  return null;
}
