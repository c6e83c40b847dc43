import { die } from '../http/api-error.ts';
import type { Call, Endpoint } from '../http/call.ts';
import { cephStatus } from '../model/ceph.ts';

export const cephEndpoints: Endpoint[] = [
  { method: 'GET', template: '/cluster/ceph/status', handle: status },
  { method: 'GET', template: '/nodes/{node}/ceph/status', handle: status },
];

/** Where Ceph is not installed there is nothing to ask. */
function status({ world }: Call): unknown {
  return cephStatus(world, world.ceph ?? die('binary not installed: /usr/bin/ceph-mon'));
}
