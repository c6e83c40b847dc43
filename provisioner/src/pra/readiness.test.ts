import { readinessOf, type ReadinessFacts } from './readiness.ts';

const now = new Date('2026-11-21T08:00:00Z');
const daysAgo = (days: number) => new Date(now.getTime() - days * 24 * 3600_000);

const well: ReadinessFacts = {
  clusters: [{ name: 'demo', reachable: true, offlineNodes: [], nodesWithoutRoom: [] }],
  protection: { vms: 4, outsideRpo: 0, unproven: 0, failedTests: 0, unreadable: [] },
  runbooks: [{ title: 'Host lost', rehearsedAt: daysAgo(10), lastReachedItsEnd: true }],
};
const score = (facts: Partial<ReadinessFacts>) => readinessOf({ ...well, ...facts }, now);

test('nothing missing is 100', () => expect(score({})).toEqual({ score: 100, reasons: [] }));

test('no machine at all is no division by nothing', () => {
  expect(score({ protection: { vms: 0, outsideRpo: 0, unproven: 0, failedTests: 0, unreadable: [] } }).score).toBe(100);
});

test.each<[string, Partial<ReadinessFacts>, number, string]>([
  ['a half without backup', { protection: { ...well.protection, outsideRpo: 2 } }, 15, '2 of 4 machines have no backup inside their RPO. Look at their last backup runs.'],
  ['one of many', { protection: { ...well.protection, vms: 400, outsideRpo: 1 } }, 1, '1 of 400 machines have'],
  ['unproven ones', { protection: { ...well.protection, unproven: 4 } }, 20, '4 of 4 machines were not proven'],
  ['failed tests', { protection: { ...well.protection, failedTests: 1 } }, 5, 'of 1 machines failed'],
  ['unreadable backups', { protection: { ...well.protection, unreadable: ['demo'] } }, 20, 'cluster demo cannot be read'],
  ['a cluster out of reach', { clusters: [{ ...well.clusters[0]!, reachable: false }] }, 40, 'Cluster demo cannot be reached.'],
  ['a node off', { clusters: [{ ...well.clusters[0]!, offlineNodes: ['pve1'] }] }, 5, 'Node pve1 of cluster demo is offline'],
  ['no room', { clusters: [{ ...well.clusters[0]!, nodesWithoutRoom: [{ node: 'pve2', missingGiB: 12 }] }] }, 10, '12 GiB are missing'],
  ['never rehearsed', { runbooks: [{ ...well.runbooks[0]!, rehearsedAt: null }] }, 10, 'The runbook "Host lost" was never rehearsed.'],
  ['an old rehearsal', { runbooks: [{ ...well.runbooks[0]!, rehearsedAt: daysAgo(91) }] }, 5, '91 days old'],
  ['a rehearsal that was given up', { runbooks: [{ ...well.runbooks[0]!, lastReachedItsEnd: false }] }, 8, 'did not reach its end'],
])('%s takes points, and says so', (_what, facts, points, message) => {
  const { score: left, reasons } = score(facts);
  expect(reasons).toEqual([expect.objectContaining({ points, message: expect.stringContaining(message) })]);
  expect(left).toBe(100 - points);
});

test('the weightiest reason comes first, and the score is never below 0', () => {
  const { score: left, reasons } = score({
    clusters: ['a', 'b', 'c'].map((name) => ({ name, reachable: false, offlineNodes: [], nodesWithoutRoom: [] })),
    runbooks: [{ ...well.runbooks[0]!, rehearsedAt: null }],
  });
  expect(left).toBe(0);
  expect(reasons.map(({ points }) => points)).toEqual([40, 40, 40, 10]);
});
