import { guests } from './selectors.ts';

/** Several provisioners, or exporters, may tell the same: each machine counts once. */
const once = (metric: string, ...more: string[]) => `max by (${['cluster', 'id', ...more].join(', ')}) (${metric})`;
const objective = (metric: string) => `max by (tenant) (${metric}{tenant=~"$tenant"})`;

export const rpo = objective('vigie_backup_rpo_seconds');
export const rto = objective('vigie_backup_rto_seconds');
const testWindow = objective('vigie_restore_test_window_seconds');

/** When each machine was delivered: from then on it must be protected. */
export const delivered = once(guests('vigie_vm_delivered_timestamp_seconds'), 'tenant', 'name');

/** The value of each delivered machine, with the tenant that it was delivered to and its name. */
export const ofDelivered = (value: string) => `${once(value)} * on (cluster, id) group_left (tenant, name) (${delivered} > bool 0)`;

/** In whole seconds, as the time of a backup is told: one that was begun in the very second of the delivery is no older. */
const deliveredSecond = `floor(${once(guests('vigie_vm_delivered_timestamp_seconds'))})`;
const newestBackup = ofDelivered(guests('pve_guest_last_backup_timestamp_seconds'));
/** The newest backup since the delivery: an older one is of another machine that had the number. */
const lastBackup = `(${newestBackup} >= on (cluster, id) group_left () ${deliveredSecond})`;
export const backupAge = `time() - ${lastBackup}`;
const lastProof = ofDelivered(guests('vigie_restore_test_last_success_timestamp_seconds'));
export const proofAge = `time() - ${lastProof}`;

/** The machines whose newest backup is inside the RPO of their tenant, and those proven inside its window. */
export const insideRpo = `(${backupAge} <= on (tenant) group_left () ${rpo})`;
export const insideWindow = `(${proofAge} <= on (tenant) group_left () ${testWindow})`;

const verdict = (is: string) =>
  `vigie_restore_test_last_verdict{cluster=~"$cluster", tenant=~"$tenant", verdict="${is}"}`;

/** Of each tested machine: see verdictStates. */
export const lastVerdict = `${ofDelivered(verdict('passed'))} + 2 * (${ofDelivered(verdict('inconclusive'))})`;
export const verdictStates = {
  0: { text: 'Failed', color: 'red' },
  1: { text: 'Passed', color: 'green' },
  2: { text: 'Inconclusive', color: 'orange' },
};

/** The machines whose last test failed. */
export const failedTests = `(${ofDelivered(verdict('failed'))} == 1)`;

/** How badly each machine stands, the worst that is true of it: see protectionStates. */
export const protectionState =
  `(${delivered} > bool 0) * 3 and on (cluster, id) ${failedTests}`
  + ` or (${delivered} > bool 0) * 2 unless on (cluster, id) ${insideRpo}`
  + ` or (${delivered} > bool 0) unless on (cluster, id) ${insideWindow}`
  + ` or ${delivered} * 0`;
export const protectionStates = {
  0: { text: 'Proven', color: 'green' },
  1: { text: 'Not proven', color: 'orange' },
  2: { text: 'No recent backup', color: 'red' },
  3: { text: 'Test failed', color: 'red' },
};

/** The part of all delivered machines for which a condition holds. */
export const share = (condition: string) => `(count(${condition}) or vector(0)) / count(${delivered})`;
