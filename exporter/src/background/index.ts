import type { ToldStates } from '../exposition/told-states.ts';
import { backupCollector } from './backup.ts';
import { backupJobCollector } from './backup-job.ts';
import { bind, type BackgroundSource, type BoundCollector } from './bind.ts';
import { cephCollector } from './ceph.ts';
import { certificateCollector } from './certificate.ts';
import { diskCollector } from './disk.ts';
import { filesystemCollector } from './filesystem.ts';
import { firewallCollector } from './firewall.ts';
import { haCollector } from './ha.ts';
import { nodeStatusCollector } from './node-status.ts';
import { onbootCollector } from './onboot.ts';
import { pressureCollector } from './pressure.ts';
import { qdeviceCollector } from './qdevice.ts';
import { replicationCollector } from './replication.ts';
import { snapshotCollector } from './snapshot.ts';
import { subscriptionCollector } from './subscription.ts';
import { taskCollector } from './task.ts';
import { updateCollector } from './update.ts';
import { zoneCollector } from './zone.ts';

export interface BackgroundChoices {
  states: ToldStates;
  /** Whether pending updates are read, which needs a privilege that can change nodes. */
  updates: boolean;
}

/** All background collectors, at work on one cluster. */
export function bindBackgroundCollectors(source: BackgroundSource, { states, updates }: BackgroundChoices): readonly BoundCollector[] {
  return [
    bind(onbootCollector, source),
    bind(snapshotCollector, source),
    bind(filesystemCollector, source),
    bind(backupCollector, source),
    bind(backupJobCollector, source),
    bind(replicationCollector, source),
    bind(nodeStatusCollector, source),
    bind(pressureCollector, source),
    bind(taskCollector, source),
    bind(subscriptionCollector(states), source),
    ...(updates ? [bind(updateCollector, source)] : []),
    bind(diskCollector, source),
    bind(certificateCollector, source),
    bind(firewallCollector, source),
    bind(zoneCollector, source),
    bind(haCollector, source),
    bind(qdeviceCollector, source),
    bind(cephCollector, source),
  ];
}
