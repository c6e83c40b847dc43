import { randomUUID } from 'node:crypto';
import { now } from '../simulator.ts';
import type { Simulator } from '../simulator.ts';
import type { ConfigValue, Guest, GuestAddress, World } from '../state/world.ts';
import { runCloudInit } from './cloud-init-run.ts';
import { nics } from './guest-config.ts';
import type { Nic } from './guest-config.ts';
import { install } from './packages.ts';
import { isQuorate, notReady } from './quorum.ts';
import { vendorPackages } from './cloud-init-vendor.ts';
import { addressesOf, cidrOf, ensureAddresses, vnetOf } from './ipam.ts';

/** What the start of a guest does besides taking time. Throws the text that ends the task. */
export function boot(sim: Simulator, guest: Guest): void {
  const { world } = sim;
  if (!isQuorate(world)) throw new Error(notReady);
  applyPending(guest);
  if (world.nodes[guest.node]?.kvm === false && guest.config['kvm'] !== 0)
    throw new Error('KVM virtualisation configured, but not available. Either disable in VM configuration or enable in BIOS.');
  for (const nic of nics(guest.config)) {
    if (!bridgeExists(world, guest.node, nic.bridge)) throw new Error(`bridge '${String(nic.bridge)}' does not exist`);
  }
  const byVendor = vendorPackages(world, guest);
  ensureAddresses(world, guest);
  world.counters.pid += 1;
  runCloudInit(guest);
  guest.contents.machineId ??= randomUUID().replaceAll('-', '');
  guest.running = {
    startedAt: now(),
    pid: world.counters.pid,
    agentFrom: now() + Math.ceil(sim.delays.agentBoot / 1000),
    config: structuredClone(guest.config),
    addresses: nics(guest.config).flatMap((nic) => addressOf(world, guest.config, nic) ?? []),
    processes: {},
    outside: { reachable: hasWayOut(world, guest), installMilliseconds: sim.delays.install },
  };
  install(guest.contents, byVendor);
}

/** Pending changes take effect when the process ends. */
export function halt(guest: Guest): void {
  guest.running = null;
  applyPending(guest);
}

function applyPending(guest: Guest): void {
  for (const [key, value] of Object.entries(guest.pending)) {
    if (value === null) delete guest.config[key];
    else guest.config[key] = value;
  }
  guest.pending = {};
}

function bridgeExists(world: World, node: string, bridge: string | null): boolean {
  if (bridge === null || bridge === 'vmbr0') return true;
  const zone = vnetOf(world, bridge)?.zoneId;
  return zone !== undefined && world.sdn.status[node]?.[zone] === 'available';
}

/** A card on a bridge of the node, or on a VNet with a subnet that SNAT leads out of. */
function hasWayOut(world: World, guest: Guest): boolean {
  const { subnets } = world.sdn.running;
  return nics(guest.config).some(
    ({ bridge }) => vnetOf(world, bridge) === null || Object.values(subnets).some((subnet) => subnet['vnet'] === bridge && Number(subnet['snat'] ?? 0) === 1),
  );
}

/** The static address that cloud-init writes, or the one that the DHCP server knows for this MAC. */
function addressOf(world: World, config: Record<string, ConfigValue>, nic: Nic): GuestAddress | null {
  if (nic.options['link_down'] === '1') return null;
  const ipconfig = String(config[nic.key.replace('net', 'ipconfig')] ?? '');
  const fixed = /(?:^|,)ip=([\d.]+)\/(\d+)/.exec(ipconfig);
  if (fixed !== null) return { nic: nic.key, mac: nic.mac, ip: fixed[1] ?? '', prefix: Number(fixed[2]) };
  const found = vnetOf(world, nic.bridge);
  if (found === null || found.zone['dhcp'] === undefined) return null;
  const lease = addressesOf(world, found.zoneId, nic.mac).at(-1);
  return lease === undefined ? null : { nic: nic.key, mac: nic.mac, ip: lease.ip, prefix: Number(cidrOf(lease.subnet).split('/')[1]) };
}
