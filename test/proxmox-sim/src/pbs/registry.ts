import type { PbsEndpoint } from './call.ts';
import { accessEndpoints } from './endpoints/access.ts';
import { datastoreConfigEndpoints } from './endpoints/datastore-config.ts';
import { datastoreEndpoints } from './endpoints/datastores.ts';
import { garbageEndpoints } from './endpoints/garbage.ts';
import { groupEndpoints } from './endpoints/groups.ts';
import { namespaceEndpoints } from './endpoints/namespaces.ts';
import { pbsDiskEndpoints } from './endpoints/pbs-disks.ts';
import { pbsNodeEndpoints } from './endpoints/pbs-node.ts';
import { pbsTaskEndpoints } from './endpoints/pbs-tasks.ts';
import { pruneJobEndpoints } from './endpoints/prune-jobs.ts';
import { pruneEndpoints } from './endpoints/prune.ts';
import { remoteEndpoints } from './endpoints/remotes.ts';
import { rrdEndpoints } from './endpoints/rrd.ts';
import { snapshotEndpoints } from './endpoints/snapshots.ts';
import { syncJobEndpoints } from './endpoints/sync-jobs.ts';
import { verifyJobEndpoints } from './endpoints/verify-jobs.ts';
import { verifyEndpoints } from './endpoints/verify.ts';

/** Every endpoint of the backup server that is offered, one group per file of `endpoints/`. All else is 404. */
export const pbsEndpoints: readonly PbsEndpoint[] = [
  ...accessEndpoints,
  ...datastoreEndpoints,
  ...namespaceEndpoints,
  ...groupEndpoints,
  ...snapshotEndpoints,
  ...verifyEndpoints,
  ...pruneEndpoints,
  ...garbageEndpoints,
  ...datastoreConfigEndpoints,
  ...remoteEndpoints,
  ...syncJobEndpoints,
  ...verifyJobEndpoints,
  ...pruneJobEndpoints,
  ...rrdEndpoints,
  ...pbsTaskEndpoints,
  ...pbsNodeEndpoints,
  ...pbsDiskEndpoints,
];
