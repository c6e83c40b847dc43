import type { DriftKind } from '@vigie/contract/drift';
import { valueOf, type DriftValue } from '@vigie/contract/drift-values';
import { poolName } from '../steps/pve/names.ts';
import type { Gap } from '../steps/isolation/guest-gaps.ts';
import type { VmResource } from '../steps/pve/resources.ts';
import type { Finding } from '../store/drift.ts';
import type { KnownVm } from '../store/settled-vms.ts';
import type { Detail, Facts, Seen } from './facts.ts';

const gib = 2 ** 30;

/**
 * Machines that Proxmox has otherwise than Vigie. Those that somebody is at work on are left out. What only a machine's settings tell (that
 * it is another one, that it is unprotected) stays found until they are read again.
 */
export function compareMachines({ known, seen, details, before }: Facts): Finding[] {
  const homes = homesOf(known.vms, seen);
  return known.vms.filter(({ underWay }) => !underWay).flatMap((vm) => {
    const guest = seen.guests.get(vm.vmid);
    if (!guest) return [finding(vm, 'vm-missing', [valueOf('guest', { type: 'qemu', vmid: vm.vmid, node: vm.node ?? '–' })], [])];
    if (guest.lock !== undefined) return kept(vm, before);
    // Machines and containers share the VMIDs, and a container has no settings of a machine.
    if (guest.type !== 'qemu') return [finding(vm, 'vm-foreign', [marked(vm)], [valueOf('guest', { type: guest.type, vmid: vm.vmid, node: guest.node })])];
    const detail = details.get(vm.vmid);
    const settings = settingsOf(vm, detail, before);
    // Under our VMID is another machine: what it is like is no matter of ours.
    if (settings.some(({ kind }) => kind === 'vm-foreign')) return settings;
    const shape = shapeOf(vm, guest, seen, (wanted, size) => (detail ? detail[size] !== wanted : kept(vm, before, 'vm-resized').length > 0));
    return [...settings, ...unprotected(vm, 'datacenter/', seen.sharedGaps), ...placeOf(vm, guest, homes), ...shape];
  });
}

/** Whether the lists alone tell a difference of the machine: then its settings are worth reading at once. */
export function looksDifferent(vm: KnownVm, { guests, onlineNodes }: Pick<Seen, 'guests' | 'onlineNodes'>): boolean {
  const guest = guests.get(vm.vmid);
  return guest !== undefined && (guest.pool !== poolName(vm.tenant) || shapeOf(vm, guest, { onlineNodes }, () => true).length > 0);
}

const text = (value: string): DriftValue[] => [valueOf('text', { text: value })];
const marked = (vm: KnownVm): DriftValue => valueOf('mark', { order: vm.orderId });

const finding = (vm: KnownVm, kind: DriftKind, expected: DriftValue[], seen: DriftValue[]): Finding => ({
  key: `${kind}/${vm.vmid}`, kind, tenant: vm.tenant, object: vm.name, vm: vm.id, vmid: vm.vmid, expected, seen,
});

/** What was found of the machine last time, all of it or one key. It is there now, so it is not missing. */
const kept = (vm: KnownVm, before: readonly Finding[], kind?: DriftKind): Finding[] =>
  before.filter((found) => found.vm === vm.id && found.kind !== 'vm-missing' && (kind === undefined || found.key === `${kind}/${vm.vmid}`));

function settingsOf(vm: KnownVm, detail: Detail | undefined, before: readonly Finding[]): Finding[] {
  if (!detail) {
    const foreign = kept(vm, before, 'vm-foreign');
    return foreign.length > 0 ? foreign : kept(vm, before, 'vm-unprotected');
  }
  return detail.ours ? unprotected(vm, '', detail.gaps) : [finding(vm, 'vm-foreign', [marked(vm)], [valueOf('no-mark')])];
}

/** What all machines rely on is one thing, the machine's own rules another: each is mended alone. */
function unprotected(vm: KnownVm, of: 'datacenter/' | '', gaps: readonly Gap[]): Finding[] {
  if (gaps.length === 0) return [];
  const found = finding(vm, 'vm-unprotected', gaps.map(({ expected }) => expected), gaps.flatMap(({ seen }) => seen ?? []));
  return [{ ...found, key: `vm-unprotected/${of}${vm.vmid}` }];
}

/** The node of each network: where its oldest machine is. A simple zone has no layer 2 between nodes. */
function homesOf(vms: readonly KnownVm[], { guests }: Seen): Map<string, string> {
  const homes = new Map<string, string>();
  for (const { vmid, network, underWay } of vms) {
    const guest = guests.get(vmid);
    if (guest && !underWay && guest.lock === undefined && !homes.has(network.id)) homes.set(network.id, guest.node);
  }
  return homes;
}

/** A machine that moved alone reaches those of its network no longer. One that moved with them, or has no other, is only followed. */
function placeOf(vm: KnownVm, { node, pool }: VmResource, homes: ReadonlyMap<string, string>): Finding[] {
  const home = homes.get(vm.network.id) ?? node;
  const wanted = poolName(vm.tenant);
  return [
    ...(node === home ? [] : [finding(vm, 'vm-moved', text(home), text(node))]),
    ...(pool === wanted ? [] : [finding(vm, 'vm-out-of-pool', text(wanted), pool === undefined ? [] : text(pool))]),
  ];
}

/**
 * Name and sizes. Of a guest whose node is away Proxmox tells what was, or nothing. Cores and memory that differ in the lists may be about to
 * change with the next start: `stays` tells whether they will differ then, too.
 */
function shapeOf(
  vm: KnownVm,
  guest: VmResource,
  { onlineNodes }: Pick<Seen, 'onlineNodes'>,
  stays: (wanted: number, size: 'cores' | 'memoryGiB') => boolean,
): Finding[] {
  if (!onlineNodes.has(guest.node) || guest.status === undefined || guest.status === 'unknown') return [];
  const sizes = [
    { size: 'cores' as const, wanted: vm.cores, found: guest.maxcpu, say: (cores: number) => valueOf('cores', { cores }) },
    { size: 'memoryGiB' as const, wanted: vm.memoryGiB, found: guest.maxmem && guest.maxmem / gib, say: (size: number) => valueOf('memory', { gib: size }) },
    { size: null, wanted: vm.diskGiB, found: guest.maxdisk && guest.maxdisk / gib, say: (size: number) => valueOf('disk', { gib: size }) },
  ].filter(({ size, wanted, found }) => found !== undefined && found !== 0 && found !== wanted && (size === null || stays(wanted, size)));
  const rounded = (number: number) => Math.round(number * 100) / 100;
  const resized = finding(
    vm, 'vm-resized', sizes.map(({ wanted, say }) => say(wanted)), sizes.map(({ found, say }) => say(rounded(Number(found)))),
  );
  return [
    ...(guest.name === undefined || guest.name === vm.name ? [] : [finding(vm, 'vm-renamed', text(vm.name), text(guest.name))]),
    ...(sizes.length === 0 ? [] : [resized]),
  ];
}
