import { healthyCeph } from '../model/ceph.ts';
import type { CephState, World } from '../state/world.ts';

/** `{down?, out?, checks?}`: OSDs that do not answer or do not hold data, and health checks by name; null: Ceph is not installed. */
export function changeCeph(world: World, change: unknown): void {
  if (change === null) {
    delete world.ceph;
    return;
  }
  const before = world.ceph ?? healthyCeph(Object.keys(world.nodes).length);
  const { down = before.down, out = before.out, checks = before.checks } = change as Partial<CephState>;
  for (const count of [down, out])
    if (!Number.isInteger(count) || count < 0 || count > before.osds) throw new Error(`down and out must be whole numbers up to ${before.osds}`);
  for (const { severity, message } of Object.values(checks))
    if (!['HEALTH_WARN', 'HEALTH_ERR'].includes(severity) || typeof message !== 'string') throw new Error('a check has a severity (HEALTH_WARN, HEALTH_ERR) and a message');
  world.ceph = { ...before, down, out, checks };
}
