import { disksOf, servicesOf, upgradable } from '../model/hardware.ts';
import type { NodeState, ServiceState, Subscription } from '../state/world.ts';

/** What `changeHardware` takes of a body. */
export const hardwareFields = ['disks', 'services', 'updates', 'subscription'] as const;

/**
 * `disks: {[devpath]: {health?, wearout?}}`, `services: {[name]: 'running'|'stopped'|'failed'}`, `updates`: how many wait,
 * `subscription: {status, level?, nextduedate?}` or null. Throws before anything is changed.
 */
export function changeHardware(node: NodeState, body: Record<string, unknown>): void {
  const { disks = {}, services = {}, updates = node.updates ?? 0, subscription } = body;
  if (!Number.isInteger(updates) || Number(updates) < 0 || Number(updates) > upgradable.length)
    throw new Error(`updates must be a whole number up to ${upgradable.length}`);
  const changedDisks = Object.entries(disks as Record<string, unknown>).map(([devpath, change]) => {
    const disk = disksOf(node).find((item) => item.devpath === devpath);
    if (disk === undefined) throw new Error(`no disk ${devpath}`);
    return { disk, change: diskChange(change) };
  });
  const changedServices = Object.entries(services as Record<string, unknown>).map(([name, state]): [string, ServiceState] => {
    if (servicesOf(node)[name] === undefined) throw new Error(`no service ${name}`);
    if (state !== 'running' && state !== 'stopped' && state !== 'failed') throw new Error('a service is running, stopped or failed');
    return [name, state];
  });
  const given = subscription === undefined || subscription === null ? null : asSubscription(subscription);
  node.updates = Number(updates);
  for (const { disk, change } of changedDisks) Object.assign(disk, change);
  Object.assign(servicesOf(node), Object.fromEntries(changedServices));
  if (given !== null) node.subscription = given;
  else if (subscription === null) delete node.subscription;
}

function diskChange(change: unknown): { health?: string; wearout?: number } {
  const { health, wearout } = change as Record<string, unknown>;
  if (health !== undefined && typeof health !== 'string') throw new Error('health must be a text, e.g. FAILED');
  if (wearout !== undefined && !(typeof wearout === 'number' && wearout >= 0 && wearout <= 100)) throw new Error('wearout must be 0 to 100, what is left');
  return { ...(health === undefined ? {} : { health }), ...(wearout === undefined ? {} : { wearout }) };
}

function asSubscription(value: unknown): Subscription {
  const { status, level, nextduedate } = value as Record<string, unknown>;
  if (!['new', 'active', 'invalid', 'expired', 'suspended'].includes(String(status))) throw new Error('no such subscription status');
  return {
    status: String(status),
    ...(level === undefined ? {} : { level: String(level) }),
    ...(nextduedate === undefined ? {} : { nextduedate: String(nextduedate) }),
  };
}
