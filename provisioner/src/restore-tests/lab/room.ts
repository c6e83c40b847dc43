import { because } from '@vigie/contract/step-reasons';
import { StepFailure } from '../../steps/failure.ts';
import { clusterResources } from '../../steps/pve/resources.ts';
import { required } from '../facts.ts';
import type { TestContext } from '../ports.ts';
import type { VmSettings } from './backup-config.ts';
import { restoredBytes } from './disks.ts';

const gib = 2 ** 30;
const text = (bytes: number) => `${(bytes / gib).toFixed(1)} GiB`;

/** A restore writes more than the disks hold: metadata, and what an unfinished one leaves behind. */
const diskReserve = 1.1;

export interface Room {
  node: string;
  /** For the evidence, which tenants read: how much room the nodes have is not theirs to know. */
  needed: string;
}

/** The node with the most free memory that has the room, and reads the backup. Throws with what is missing. */
export async function findRoom(context: TestContext, settings: VmSettings): Promise<Room> {
  const { pve, lab } = context;
  const backup = required(context, 'backup');
  const memory = Number(settings.memory ?? 512) * 2 ** 20;
  const disk = Math.ceil(restoredBytes(settings) * diskReserve);
  const { nodes, storages } = await clusterResources(pve);
  const has = (node: string, name: string) => storages.find((entry) => entry.node === node && entry.storage === name && entry.status === 'available');
  const candidates = nodes
    .filter(({ node, status }) => status === 'online' && has(node, lab.storage))
    .filter(({ node }) => node === backup.node || has(node, backup.storage)?.shared === 1)
    .map(({ node, maxmem = 0, mem = 0 }) => ({ node, free: maxmem - mem }))
    .sort((a, b) => b.free - a.free || a.node.localeCompare(b.node));
  if (candidates.length === 0) throw missing(`no online node has both ${lab.storage} and ${backup.storage}`);
  const inMemory = candidates.filter(({ free }) => free >= memory);
  if (inMemory.length === 0) throw missing(`${text(memory)} of memory`);
  for (const { node } of inMemory) {
    const { avail = 0 } = await pve.call<{ avail?: number }>('GET', '/nodes/{node}/storage/{storage}/status', { node, storage: lab.storage });
    const needed = `${text(memory)} of memory, ${text(disk)} of disk`;
    if (avail >= disk) return { node, needed };
  }
  throw missing(`${text(disk)} on ${lab.storage}`);
}

const missing = (what: string) => new StepFailure(because('lab-room-missing', { what }));
