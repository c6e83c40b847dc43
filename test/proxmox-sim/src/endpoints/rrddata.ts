import { list, number, text } from '../http/call.ts';
import type { Call, Endpoint } from '../http/call.ts';
import { bootDiskSize, cpuCount, guestOn, maxMemory } from '../model/guest-config.ts';
import { guestLoad, nodeIowait, nodeLoad, nodePressure, nodeSwap } from '../model/load.ts';
import { now } from '../simulator.ts';
import type { Guest } from '../state/world.ts';

export const rrddataEndpoints: Endpoint[] = [
  { method: 'GET', template: '/nodes/{node}/rrddata', handle: nodeHistory },
  { method: 'GET', template: '/nodes/{node}/qemu/{vmid}/rrddata', handle: guestHistory },
  { method: 'GET', template: '/nodes/{node}/qemu/{vmid}/rrd', handle: guestPicture },
];

/** Seconds between two rows, and how many there are. */
const timeframes: Record<string, [number, number]> = {
  hour: [60, 60],
  day: [60, 1440],
  week: [1800, 336],
  month: [1800, 1488],
  year: [21_600, 1460],
};

/** Oldest first. Before the guest or the node ran a row has nothing but its time. */
function rows(call: Call, valuesAt: (at: number) => Record<string, number> | null): unknown[] {
  const [step, count] = timeframes[text(call, 'timeframe')] ?? [60, 60];
  const last = now() - (now() % step);
  return Array.from({ length: count }, (_, index) => {
    const time = last - (count - 1 - index) * step;
    return { time, ...valuesAt(time) };
  });
}

const pressures = Object.fromEntries(
  ['cpusome', 'cpufull', 'iosome', 'iofull', 'memorysome', 'memoryfull'].map((name): [string, number] => [`pressure${name}`, 0]),
);

function nodeHistory(call: Call): unknown[] {
  const name = text(call, 'node');
  const node = call.world.nodes[name];
  if (node === undefined) return [];
  const { cpu, mem } = nodeLoad(call.world, name, node);
  const swap = nodeSwap(node);
  return rows(call, (at) =>
    at < node.bootedAt
      ? null
      : {
          cpu,
          iowait: nodeIowait(node, at),
          loadavg: cpu * node.cores,
          maxcpu: node.cores,
          memtotal: node.memory,
          memused: mem,
          memavailable: node.memory - mem,
          swaptotal: swap.total,
          swapused: swap.used,
          roottotal: node.rootTotal,
          rootused: node.rootUsed,
          netin: 0,
          netout: 0,
          arcsize: 0,
          ...nodePressure(node, cpu, at),
        },
  );
}

function guestHistory(call: Call): unknown[] {
  const guest = guestOn(call.world, text(call, 'node'), number(call, 'vmid'));
  return rows(call, (at) => (guest.running === null || at < guest.running.startedAt + 60 ? null : guestValues(guest, at)));
}

/** Counters are rates per second here. */
function guestValues(guest: Guest, at: number): Record<string, number> {
  const [before, after] = [guestLoad(guest, at - 60), guestLoad(guest, at)];
  const rate = (name: 'netin' | 'netout' | 'diskread' | 'diskwrite'): number => (after[name] - before[name]) / 60;
  return {
    cpu: after.cpu,
    maxcpu: cpuCount(guest.config),
    mem: after.mem,
    memhost: after.mem,
    maxmem: maxMemory(guest.config),
    disk: 0,
    maxdisk: bootDiskSize(guest.config),
    netin: rate('netin'),
    netout: rate('netout'),
    diskread: rate('diskread'),
    diskwrite: rate('diskwrite'),
    ...pressures,
  };
}

/** One white pixel, for a picture that nobody looks at. */
const pixel = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mP8/x8AAwMCAO+ip1sAAAAASUVORK5CYII=';

/** A picture as a text with one character per byte. */
function guestPicture(call: Call): unknown {
  const { vmid } = guestOn(call.world, text(call, 'node'), number(call, 'vmid'));
  const name = `${vmid}_${list(call, 'ds').join('_')}`;
  return { filename: `/var/lib/rrdcached/db/pve-vm-9.0/${name}.png`, image: Buffer.from(pixel, 'base64').toString('latin1') };
}
