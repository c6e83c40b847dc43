import { nodeTime } from '@vigie/proxmox/node-time';
import { findOwnTask } from '@vigie/proxmox/own-task';
import { parseUpid } from '@vigie/proxmox/upid';
import type { VmConfig } from '../../steps/pve/vm.ts';
import type { TestContext } from '../ports.ts';
import { hasTestMarker } from './marker.ts';

/** Clocks of the daemon and of its database differ a little. */
const skewMs = 5_000;

/** The task of our token that restored into the reserved VMID, null when there is none since the reservation. */
export async function ownRestoreTask(context: TestContext): Promise<string | null> {
  const { pve, facts, reservations, clock } = context;
  const reservation = await reservations.own();
  if (!reservation) return null;
  if (facts.restoreUpid !== undefined && Number(parseUpid(facts.restoreUpid).id) === reservation.vmid) return facts.restoreUpid;
  if (facts.node === undefined) return null;
  const ahead = (await nodeTime(pve, facts.node)).getTime() - clock.now().getTime();
  const since = new Date(reservation.since.getTime() + ahead - skewMs);
  return findOwnTask(pve, { node: facts.node, type: 'qmrestore', vmid: reservation.vmid }, since);
}

/**
 * Whether the machine under the reserved VMID is provably the test's: its reservation is in our database, our own task restored into it,
 * and it has our marker. A failed restore leaves a bare configuration without it, because Proxmox writes what we gave last of all.
 */
export async function isOurs(context: TestContext, config: VmConfig): Promise<boolean> {
  if (!(await ownRestoreTask(context))) return false;
  return hasTestMarker(config.description, context.test.id) || isBare(config);
}

const isBare = (config: VmConfig): boolean => !Object.keys(config).some((key) => /^(name|description|net\d+|cores|memory)$/.test(key));
