import { pveCollectors } from '@vigie/metrics/collectors';
import { filesystemMetrics } from '@vigie/metrics/filesystem';
import { labelText } from '../exposition.ts';
import { numberOf, rowOf, rowsOf, textOf } from '../row.ts';
import type { BackgroundCollector } from './background-collector.ts';
import { eachGuest, type GuestItem } from './items.ts';

interface FileSystem {
  mountpoint: string;
  fstype: string;
  /** Bytes. */
  size: number;
  used: number;
}

/** `agentUp` null: none is configured, or it cannot tell file systems. */
interface AgentAnswer {
  agentUp: boolean | null;
  fileSystems: FileSystem[];
}

// What a guest says is its owner's word: it must not fill the memory of who watches it.
const maxFileSystems = 32;
const maxTextLength = 128;

/** The real use of disks, as the agents of running QEMU guests see it. One that does not answer costs Proxmox seconds, hence the small passes. */
export const filesystemCollector: BackgroundCollector<GuestItem, AgentAnswer> = {
  name: 'filesystem',
  intervalSeconds: pveCollectors.filesystem.everySeconds,
  deadlineSeconds: 240,
  itemsPerPass: 2000,
  nodeFailures: ['unreachable'],
  items: ({ guests }) => eachGuest({ guests: guests.filter(({ type, running }) => type === 'qemu' && running) }),
  async read(reader, { vmid }, node) {
    try {
      return { agentUp: true, fileSystems: parseFileSystems(await reader.fileSystems(node, vmid)) };
    } catch (error) {
      const { message } = error as Error;
      if (/agent is not running|got timeout/.test(message)) return { agentUp: false, fileSystems: [] };
      if (/No QEMU guest agent configured|Agent error|VM \d+ is not running/.test(message)) return { agentUp: null, fileSystems: [] };
      throw error;
    }
  },
  add(out, _cluster, { guests }, known) {
    for (const { id, labels, running } of guests) {
      const answer = known.get(id);
      // The file systems of a guest that was stopped since are not of now.
      if (!answer || !running) continue;
      if (answer.agentUp !== null) out.add(filesystemMetrics.agentUp, labels, answer.agentUp ? 1 : 0);
      for (const { mountpoint, fstype, size, used } of answer.fileSystems) {
        const its = `${labels},${labelText({ mountpoint, fstype })}`;
        out.add(filesystemMetrics.size, its, size);
        out.add(filesystemMetrics.used, its, used);
      }
    }
  },
};

function parseFileSystems(answer: unknown): FileSystem[] {
  const byMountpoint = new Map<string, FileSystem>();
  for (const row of rowsOf(rowOf(answer).result)) {
    const mountpoint = textOf(row.mountpoint).slice(0, maxTextLength);
    const size = numberOf(row['total-bytes']);
    const used = numberOf(row['used-bytes']);
    // Only those on disks have sizes. One mounted twice at a place hides the first.
    if (mountpoint === '' || size === undefined || used === undefined) continue;
    byMountpoint.set(mountpoint, { mountpoint, fstype: textOf(row.type).slice(0, maxTextLength), size, used });
  }
  return [...byMountpoint.values()].slice(0, maxFileSystems);
}
