import { die } from '../http/api-error.ts';
import type { Guest, IpamEntry, SdnConfig, SdnObject, World } from '../state/world.ts';
import { nics } from './guest-config.ts';
import type { Nic } from './guest-config.ts';
import { inCidr, ipv4ToNumber, numberToIpv4 } from './ip.ts';

/** Id and definition of the active subnet of this zone that holds the address. */
export function subnetFor(config: SdnConfig, zone: string, ip: string): [string, SdnObject] | null {
  return Object.entries(config.subnets).find(([id, subnet]) => subnet['zone'] === zone && inCidr(ip, cidrOf(id))) ?? null;
}

/** `z1-10.0.0.0-24` -> `10.0.0.0/24` */
export function cidrOf(subnetId: string): string {
  const [, network = '', mask = ''] = /^[^-]+-(.+)-(\d+)$/.exec(subnetId) ?? [];
  return `${network}/${mask}`;
}

export function entryAt(world: World, zone: string, ip: string): IpamEntry | undefined {
  return world.sdn.ipam.find((entry) => entry.zone === zone && entry.ip === ip);
}

/** The active VNet that a NIC is on, with its zone. */
export function vnetOf(world: World, bridge: string | null): { zoneId: string; zone: SdnObject } | null {
  const vnet = bridge === null ? undefined : world.sdn.running.vnets[bridge];
  const zoneId = String(vnet?.['zone'] ?? '');
  const zone = world.sdn.running.zones[zoneId];
  return zone === undefined ? null : { zoneId, zone };
}

function isManaged(zone: SdnObject): boolean {
  return zone['ipam'] !== undefined && zone['dhcp'] !== undefined;
}

/** In a zone with IPAM and DHCP every NIC has an address before it boots; a MAC that has one keeps it. Dies when the range is used up. */
export function ensureAddresses(world: World, guest: Guest): void {
  for (const nic of nics(guest.config)) ensureAddress(world, guest, nic);
}

function ensureAddress(world: World, guest: Guest, nic: Nic): void {
  const found = vnetOf(world, nic.bridge);
  if (found === null || !isManaged(found.zone)) return;
  if (addressesOf(world, found.zoneId, nic.mac).length > 0) return;
  const subnets = Object.entries(world.sdn.running.subnets).filter(([, subnet]) => subnet['vnet'] === nic.bridge);
  if (subnets.length === 0) return;
  for (const [id, subnet] of subnets) {
    const ip = nextFree(world, found.zoneId, subnet);
    if (ip === null) continue;
    world.sdn.ipam.push({
      zone: found.zoneId,
      subnet: id,
      ip,
      mac: nic.mac,
      vmid: guest.vmid,
      hostname: String(guest.config['name'] ?? ''),
    });
    return;
  }
  die(`can't find any free ip in vnet ${String(nic.bridge)}`);
}

function nextFree(world: World, zone: string, subnet: SdnObject): string | null {
  for (const range of (subnet['dhcp-range'] as string[] | undefined) ?? []) {
    const { start, end } = parseRange(range);
    for (let at = ipv4ToNumber(start); at <= ipv4ToNumber(end); at += 1) {
      if (entryAt(world, zone, numberToIpv4(at)) === undefined) return numberToIpv4(at);
    }
  }
  return null;
}

export function parseRange(range: string): { start: string; end: string } {
  const keys = new Map(range.split(',').map((part) => part.split('=', 2) as [string, string]));
  return { start: keys.get('start-address') ?? '', end: keys.get('end-address') ?? '' };
}

export function addressesOf(world: World, zone: string, mac: string): IpamEntry[] {
  return world.sdn.ipam.filter((entry) => entry.zone === zone && entry.mac?.toUpperCase() === mac.toUpperCase());
}

/**
 * Observed: without DHCP in the zone, entries outlive their guest and block the deletion of the subnet; and of a card that was given a
 * second address only that one goes, as the index by MAC holds the newest.
 */
export function freeAddresses(world: World, guest: Guest, only?: readonly Nic[]): void {
  for (const nic of only ?? nics(guest.config)) {
    const found = vnetOf(world, nic.bridge);
    if (found === null || !isManaged(found.zone)) continue;
    const newest = addressesOf(world, found.zoneId, nic.mac).at(-1);
    world.sdn.ipam = world.sdn.ipam.filter((entry) => entry !== newest);
  }
}
