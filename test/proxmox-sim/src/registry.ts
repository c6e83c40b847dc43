import type { Endpoint } from './http/call.ts';
import { aclEndpoints } from './endpoints/acl.ts';
import { clusterEndpoints } from './endpoints/cluster.ts';
import { groupEndpoints } from './endpoints/groups.ts';
import { nodeEndpoints } from './endpoints/nodes.ts';
import { roleEndpoints } from './endpoints/roles.ts';
import { taskEndpoints } from './endpoints/tasks.ts';
import { tokenEndpoints } from './endpoints/tokens.ts';
import { userEndpoints } from './endpoints/users.ts';
import { versionEndpoints } from './endpoints/version.ts';

/** Every endpoint that is offered, one group per file of `endpoints/`. All else is answered 501. */
export const endpoints: readonly Endpoint[] = [
  ...versionEndpoints,
  ...userEndpoints,
  ...tokenEndpoints,
  ...groupEndpoints,
  ...roleEndpoints,
  ...aclEndpoints,
  ...clusterEndpoints,
  ...nodeEndpoints,
  ...taskEndpoints,
];
