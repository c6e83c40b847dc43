import { flag, optionalText } from '../http/call.ts';
import type { Call, Endpoint } from '../http/call.ts';
import { spaces } from '../model/storage-space.ts';
import { bootDiskSize, cpuCount, maxMemory } from '../model/guest-config.ts';
import { guestLoad, nodeIowait, nodeLoad, nodeSwap } from '../model/load.ts';
import { now } from '../simulator.ts';
import type { Guest, NodeState, World } from '../state/world.ts';

export const metricsExportEndpoints: Endpoint[] = [{ method: 'GET', template: '/cluster/metrics/export', handle: exportMetrics }];

interface Point {
  id: string;
  metric: string;
  type: 'gauge' | 'derive';
  timestamp: number;
  value: number;
}

/** How often pvestatd takes its values. */
const interval = 10;
/** How far back `history` goes. */
const kept = 300;

/** The last values of every node that is on; with `history` those of the last minutes, from `start-time` on. */
function exportMetrics(call: Call): unknown {
  const { world, params } = call;
  const wanted = optionalText(call, 'node-list')?.split(',');
  const last = now() - (now() % interval);
  const first = flag(call, 'history') ? Math.max(Number(params['start-time'] ?? 0), last - kept) : last;
  const points: Point[] = [];
  const spaceOf = spaces(world);
  for (const [name, node] of Object.entries(world.nodes)) {
    if (!node.online || wanted?.includes(name) === false) continue;
    for (let at = first - (first % interval) + (first % interval === 0 ? 0 : interval); at <= last; at += interval) points.push(...nodePoints(world, spaceOf, name, node, at));
  }
  return { data: points };
}

function series(id: string, timestamp: number, gauges: Record<string, number>, derived: Record<string, number> = {}): Point[] {
  const point = (type: Point['type']) => ([metric, value]: [string, number]): Point => ({ id, metric, type, timestamp, value });
  return [...Object.entries(gauges).map(point('gauge')), ...Object.entries(derived).map(point('derive'))];
}

function nodePoints(world: World, spaceOf: ReturnType<typeof spaces>, name: string, node: NodeState, at: number): Point[] {
  const load = nodeLoad(world, name, node);
  const swap = nodeSwap(node);
  const average = load.cpu * node.cores;
  const guests = Object.values(world.guests).filter((guest) => guest.node === name);
  const storages = Object.keys(world.storages).flatMap((storage) => {
    const { total, used, active } = spaceOf(storage, name);
    return !active ? [] : series(`storage/${name}/${storage}`, at, { disk_total: total, disk_used: used });
  });
  return [
    ...series(
      `node/${name}`,
      at,
      {
        uptime: load.uptime - (now() - at),
        cpu_avg1: average,
        cpu_avg5: average,
        cpu_avg15: average,
        cpu_max: node.cores,
        cpu_current: load.cpu,
        cpu_iowait: nodeIowait(node, at),
        mem_total: node.memory,
        mem_used: load.mem,
        swap_total: swap.total,
        swap_used: swap.used,
        disk_total: node.rootTotal,
        disk_used: node.rootUsed,
      },
      { net_in: 0, net_out: 0 },
    ),
    ...guests.flatMap((guest) => guestPoints(guest, at)),
    ...storages,
  ];
}

/** Of a guest that is off only its sizes. */
function guestPoints(guest: Guest, at: number): Point[] {
  const load = guestLoad(guest, at);
  const sizes = { uptime: load.uptime, cpu_max: cpuCount(guest.config), mem_total: maxMemory(guest.config), disk_total: bootDiskSize(guest.config) };
  const id = `qemu/${guest.vmid}`;
  if (guest.running === null) return series(id, at, sizes);
  return series(
    id,
    at,
    { ...sizes, cpu_current: load.cpu, mem_used: load.mem },
    { disk_read: load.diskread, disk_write: load.diskwrite, net_in: load.netin, net_out: load.netout },
  );
}
