import { now } from '../../clock.ts';
import { usedBytes } from '../../model/backups.ts';
import { datastoreOf, textParam } from '../call.ts';
import type { PbsCall, PbsEndpoint } from '../call.ts';
import { historyOf } from '../model/datastore-history.ts';
import { pbsHost, pbsLoad } from '../model/pbs-host.ts';

export const rrdEndpoints: PbsEndpoint[] = [
  { method: 'GET', template: '/admin/datastore/{store}/rrd', handle: datastoreHistory },
  { method: 'GET', template: '/nodes/{node}/rrd', handle: hostHistory },
];

/** Seconds between two rows, and how many there are. */
const timeframes: Record<string, [number, number]> = {
  hour: [60, 60],
  day: [60, 1440],
  week: [1800, 336],
  month: [1800, 1440],
  year: [21_600, 1440],
  decade: [604_800, 520],
};

/** Oldest first. */
function rows(call: PbsCall, valuesAt: (at: number) => Record<string, number>): unknown[] {
  const [step, count] = timeframes[textParam(call, 'timeframe')] ?? [60, 60];
  const last = now() - (now() % step);
  return Array.from({ length: count }, (_, index) => {
    const time = last - (count - 1 - index) * step;
    return { time, ...valuesAt(time) };
  });
}

/** What lies before the history was as it begins. */
function datastoreHistory(call: PbsCall): unknown[] {
  const { store, datastore } = datastoreOf(call);
  const { total } = datastore;
  const { history, 'history-start': start, 'history-delta': delta } = historyOf(call.world, store, datastore);
  const latest = usedBytes(call.world, store, datastore);
  return rows(call, (at) => {
    const index = Math.max(0, Math.floor((at - start) / delta));
    const used = index >= history.length - 1 ? latest : Math.round((history[index] ?? 0) * total);
    return { total, used, available: total - used, read_ios: 0, write_ios: 0, io_ticks: 0, read_bytes: 0, write_bytes: 0 };
  });
}

/** Nothing is known of the time before the last boot. */
function hostHistory(call: PbsCall): unknown[] {
  const { pbs } = call;
  return rows(call, (at) => {
    if (at < pbs.bootedAt) return {};
    const { cpu, wait, loadavg, memUsed } = pbsLoad(pbs, at);
    const { memory, swap, rootTotal, rootUsed } = pbsHost;
    return {
      cpu,
      iowait: wait,
      loadavg: loadavg[0],
      memtotal: memory,
      memused: memUsed,
      swaptotal: swap,
      swapused: 0,
      roottotal: rootTotal,
      rootused: rootUsed,
      netin: 0,
      netout: 0,
    };
  });
}
