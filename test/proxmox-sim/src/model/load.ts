import type { Guest, NodeState, World } from '../state/world.ts';
import { now } from '../simulator.ts';
import { cpuCount, maxMemory } from './guest-config.ts';

/** Counters only grow while the guest runs, gauges swing slowly: made from id and time, so nothing has to be stored. */
export interface GuestLoad {
  uptime: number;
  cpu: number;
  mem: number;
  netin: number;
  netout: number;
  diskread: number;
  diskwrite: number;
}

const idle: GuestLoad = { uptime: 0, cpu: 0, mem: 0, netin: 0, netout: 0, diskread: 0, diskwrite: 0 };

export function guestLoad(guest: Guest, at = now()): GuestLoad {
  if (guest.running === null) return idle;
  const uptime = at - guest.running.startedAt;
  const wave = Math.sin(at / 97 + guest.vmid);
  const pace = 1 + (guest.vmid % 7);
  const booting = Math.max(0, 60 - uptime) * 2_000_000;
  return {
    uptime,
    cpu: asPerlPrints(Math.max(0.002, 0.02 * pace * (1 + 0.8 * wave) + (uptime < 20 ? 0.4 : 0))),
    mem: Math.round(maxMemory(guest.running.config) * (0.38 + 0.02 * pace + 0.05 * wave)),
    netin: uptime * 1400 * pace,
    netout: uptime * 900 * pace,
    diskread: Math.round(180_000_000 - booting + uptime * 300 * pace),
    diskwrite: Math.round(24_000_000 + uptime * 2100 * pace),
  };
}

/** Proxmox's JSON is written by Perl, with 15 digits: in all recordings no fraction has more. */
const asPerlPrints = (value: number): number => Number(value.toPrecision(15));

export interface NodeLoad {
  uptime: number;
  cpu: number;
  mem: number;
}

/** Little is swapped out. */
export function nodeSwap(node: NodeState): { total: number; used: number } {
  return { total: 8_589_930_496, used: 67_108_864 * node.id };
}

/** The part of time that a node waits for its disks. */
export function nodeIowait(node: NodeState, at = now()): number {
  return 0.002 * (1 + Math.sin(at / 83 + node.id));
}

/** How much of the time tasks of a node waited (pressure stall), in percent. `cpu`: its load, 0 to 1. */
export function nodePressure(node: NodeState, cpu: number, at = now()): Record<string, number> {
  const io = 100 * nodeIowait(node, at);
  return {
    pressurecpusome: 100 * Math.max(0, cpu - 0.5),
    pressureiosome: io,
    pressureiofull: io / 2,
    pressurememorysome: 0,
    pressurememoryfull: 0,
  };
}

export function nodeLoad(world: World, name: string, node: NodeState): NodeLoad {
  const running = Object.values(world.guests).filter((guest) => guest.node === name && guest.running !== null);
  const loads = running.map((guest) => ({ load: guestLoad(guest), cpus: cpuCount(guest.config) }));
  return {
    uptime: now() - node.bootedAt,
    cpu: Math.min(1, 0.01 + loads.reduce((sum, { load, cpus }) => sum + load.cpu * cpus, 0) / node.cores),
    mem: 2_800_000_000 + loads.reduce((sum, { load }) => sum + load.mem, 0),
  };
}
