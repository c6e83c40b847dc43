import { readFileSync } from 'node:fs';
import type { World } from '../state/world.ts';
import { addBackupScene, recordedWorld } from './recorded-world.ts';
import type { Hold } from './holds.ts';
import type { Exchange } from './replay.ts';
import {
  accessByHand,
  accessWorld,
  backupByHand,
  exporterByHand,
  haWorld,
  lifecycleByHand,
  lifecycleHolds,
  lifecycleWorld,
  quorumByHand,
  readsByHand,
  readsWorld,
  sdnByHand,
  sdnWorld,
} from './scenes.ts';
import type { Hand } from './scenes.ts';

/** One recording: a session of calls to a real Proxmox VE 9.2 cluster, in order. The state that one leaves is what the next one meets. */
export interface Recording {
  name: string;
  /** The cluster as the first call found it. */
  world: () => World;
  /** What was done by hand before the exchange of this `seq`. */
  byHand?: Hand;
  /** Tasks that ran on while others were called. */
  holds?: readonly Hold[];
  /** Of calls that were sent at once: those that the server took before the one recorded before them. */
  takenFirst?: readonly number[];
}

export const recordings: readonly Recording[] = [
  { name: '01-reads', world: readsWorld, byHand: readsByHand },
  { name: '02-access', world: accessWorld, byHand: accessByHand },
  { name: '03-sdn', world: sdnWorld, byHand: sdnByHand },
  { name: '04-firewall', world: () => recordedWorld(true) },
  { name: '05-vm-lifecycle', world: lifecycleWorld, byHand: lifecycleByHand, holds: lifecycleHolds, takenFirst: [25] },
  { name: '05b-quorum-and-offline', world: haWorld, byHand: quorumByHand },
  { name: '06-backup', world: () => addBackupScene(recordedWorld(true)), byHand: backupByHand },
  { name: '08-exporter-inputs', world: haWorld, byHand: exporterByHand },
];

/** All exchanges of a recording. Of a list in a body only the first row of each type is kept. */
export function exchangesOf({ name }: Pick<Recording, 'name'>): Exchange[] {
  const text = readFileSync(new URL(`../../fixtures/${name}.jsonl`, import.meta.url), 'utf8');
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Exchange);
}
