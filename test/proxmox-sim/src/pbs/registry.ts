import type { PbsEndpoint } from './call.ts';
import { accessEndpoints } from './endpoints/access.ts';
import { datastoreEndpoints } from './endpoints/datastores.ts';
import { garbageEndpoints } from './endpoints/garbage.ts';
import { groupEndpoints } from './endpoints/groups.ts';
import { namespaceEndpoints } from './endpoints/namespaces.ts';
import { pbsTaskEndpoints } from './endpoints/pbs-tasks.ts';
import { pruneEndpoints } from './endpoints/prune.ts';
import { snapshotEndpoints } from './endpoints/snapshots.ts';
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
  ...pbsTaskEndpoints,
];
