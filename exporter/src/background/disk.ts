import { pveCollectors } from '@vigie/metrics/collectors';
import { diskMetrics } from '@vigie/metrics/disk';
import { labelText } from '../exposition.ts';
import { numberOf, rowsOf, textOf } from '../row.ts';
import type { BackgroundCollector, WorkItem } from './background-collector.ts';
import { eachNode } from './items.ts';

interface Disk {
  device: string;
  model: string;
  serial: string;
  type: string;
  used: string;
  /** Bytes. */
  size: number | undefined;
  /** null: SMART does not say. */
  healthy: boolean | null;
  /** 0 to 1. */
  lifeLeft: number | undefined;
}

/** The physical disks of the nodes. One call asks all disks of a node for their SMART health, and may wake those that sleep. */
export const diskCollector: BackgroundCollector<WorkItem, Disk[]> = {
  name: 'disk',
  intervalSeconds: pveCollectors.disk.everySeconds,
  deadlineSeconds: 300,
  nodeFailures: ['timeout', 'unreachable'],
  items: eachNode,
  async read(reader, _item, node) {
    return rowsOf(await reader.disks(node)).map((row) => {
      const wearout = numberOf(row.wearout);
      return {
        device: textOf(row.devpath),
        model: textOf(row.model),
        serial: textOf(row.serial),
        type: textOf(row.type),
        used: textOf(row.used),
        size: numberOf(row.size),
        healthy: healthOf(textOf(row.health)),
        // Percent that is left, in spite of its name; "N/A" for a disk that does not wear.
        lifeLeft: wearout === undefined ? undefined : wearout / 100,
      };
    });
  },
  add(out, cluster, { nodes }, known) {
    for (const { id, name } of nodes) {
      for (const { device, model, serial, type, used, size, healthy, lifeLeft } of known.get(name) ?? []) {
        const labels = labelText({ cluster, id, device });
        out.add(diskMetrics.info, `${labels},${labelText({ model, serial, type, used })}`, 1);
        out.addIfKnown(diskMetrics.size, labels, size);
        if (healthy !== null) out.add(diskMetrics.health, labels, healthy ? 1 : 0);
        out.addIfKnown(diskMetrics.lifeLeft, labels, lifeLeft);
      }
    }
  },
};

/** ATA disks say PASSED or FAILED!, SAS disks OK or a sentence of what is wrong. */
function healthOf(text: string): boolean | null {
  return text === '' || text === 'UNKNOWN' ? null : text === 'PASSED' || text === 'OK';
}
