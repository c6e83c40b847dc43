import { die } from '../http/api-error.ts';
import { optionalText, text } from '../http/call.ts';
import type { Call, Endpoint } from '../http/call.ts';
import { cidrOf, entryAt, subnetFor } from '../model/ipam.ts';
import { holdsAny } from '../model/permissions.ts';

export const sdnIpEndpoints: Endpoint[] = [
  { method: 'POST', template: '/cluster/sdn/vnets/{vnet}/ips', handle: createIp },
  { method: 'PUT', template: '/cluster/sdn/vnets/{vnet}/ips', handle: updateIp },
  { method: 'DELETE', template: '/cluster/sdn/vnets/{vnet}/ips', handle: deleteIp },
  { method: 'GET', template: '/cluster/sdn/ipams', handle: listIpams },
  { method: 'GET', template: '/cluster/sdn/ipams/{ipam}/status', handle: ipamStatus },
];

function listIpams({ world, identity }: Call): unknown[] {
  if (!holdsAny(world, identity, '/sdn/ipams/pve', ['SDN.Audit', 'SDN.Allocate'])) return [];
  return [{ ipam: 'pve', type: 'pve', digest: 'da39a3ee5e6b4b0d3255bfef95601890afd80709' }];
}

/** Observed: the VNet decides; the parameter `zone` is only what the permission is checked on. */
function zoneOf(call: Call): string {
  return String(call.world.sdn.running.vnets[text(call, 'vnet')]?.['zone'] ?? '');
}

function activeSubnet(call: Call): string {
  const ip = text(call, 'ip');
  const found = subnetFor(call.world.sdn.running, zoneOf(call), ip);
  return found?.[0] ?? die(`can't find any subnet for ip ${ip} at /usr/share/perl5/PVE/Network/SDN/Subnets.pm line 115.`);
}

function createIp(call: Call): null {
  const zone = zoneOf(call);
  const ip = text(call, 'ip');
  const subnet = activeSubnet(call);
  if (entryAt(call.world, zone, ip) !== undefined) die(`IP '${ip}' already exist`);
  const mac = optionalText(call, 'mac')?.toUpperCase();
  call.world.sdn.ipam.push({ zone, subnet, ip, ...(mac === undefined ? {} : { mac }) });
  return null;
}

/** Gives a MAC another address: its old entry goes. */
function updateIp(call: Call): null {
  const zone = zoneOf(call);
  const ip = text(call, 'ip');
  const subnet = activeSubnet(call);
  const mac = optionalText(call, 'mac')?.toUpperCase();
  const taken = entryAt(call.world, zone, ip);
  if (taken !== undefined && taken.mac !== mac) die(`IP '${ip}' already exist`);
  const { sdn } = call.world;
  const old = sdn.ipam.find((entry) => entry.zone === zone && entry.mac !== undefined && entry.mac === mac);
  sdn.ipam = sdn.ipam.filter((entry) => entry !== old && entry !== taken);
  const vmid = call.params['vmid'] === undefined ? old?.vmid : Number(call.params['vmid']);
  sdn.ipam.push({ zone, subnet, ip, ...(mac === undefined ? {} : { mac }), ...(vmid === undefined ? {} : { vmid }) });
  return null;
}

function deleteIp(call: Call): null {
  const zone = zoneOf(call);
  const ip = text(call, 'ip');
  const entry = entryAt(call.world, zone, ip);
  if (entry === undefined) die(`IP '${ip}' does not exist in IPAM DB\n`);
  call.world.sdn.ipam = call.world.sdn.ipam.filter((other) => other !== entry);
  return null;
}

/** Observed: only active zones with DHCP are listed, though the others have entries too. */
function ipamStatus(call: Call): unknown[] {
  if (text(call, 'ipam') !== 'pve')
    die('Currently only PVE IPAM is supported! at /usr/share/perl5/PVE/API2/Network/SDN/Ipams.pm line 319.');
  const { sdn } = call.world;
  return sdn.ipam.flatMap((entry) => {
    const vnet = sdn.running.subnets[entry.subnet]?.['vnet'];
    if (vnet === undefined || sdn.running.zones[entry.zone]?.['dhcp'] === undefined) return [];
    if (!holdsAny(call.world, call.identity, `/sdn/zones/${entry.zone}/${String(vnet)}`, ['SDN.Audit', 'SDN.Allocate'])) return [];
    return [{ ...entry, vnet, subnet: cidrOf(entry.subnet) }];
  });
}
