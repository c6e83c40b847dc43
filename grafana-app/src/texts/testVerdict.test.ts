import { because } from '@vigie/contract/step-reasons';
import { restoreTestOf } from '../testing/resilience';
import { brokenPromise, testVerdictTitle } from './testVerdict';

const failed = (reason: ReturnType<typeof because>) => restoreTestOf('failed', { reason });

test('a test that passed says its time and the objective', () => {
  expect(testVerdictTitle(restoreTestOf('passed'))).toBe('Restored and serving in 2\u00a0min 41\u00a0s; objective 15\u00a0min');
  expect(brokenPromise(restoreTestOf('passed'))).toBeNull();
});

test.each([
  [because('rto-missed', { rta: '20 min', rto: '15 min' }), 'Restored, but too late', 'acme: back within 15\u00a0min (RTO)'],
  [because('backup-too-old', { age: '3 d', rpo: '1 d' }), 'would be too old', 'acme: at most 1\u00a0d of work is lost (RPO)'],
  [because('port-closed', { port: 443 }), 'web-01 would not come back as it should', 'acme: its machine can be restored'],
])('a failed test says which promise is broken and to whom (%#)', (reason, title, promise) => {
  expect(testVerdictTitle(failed(reason))).toContain(title);
  expect(brokenPromise(failed(reason))).toContain(promise);
});

test('what the lab did wrong breaks no promise to the tenant', () => {
  expect(brokenPromise(failed(because('leftovers', { what: 'VM 90000' })))).toBeNull();
});

test.each([
  ['an inconclusive test', restoreTestOf('inconclusive')],
  ['a cancelled test', restoreTestOf(null, { state: 'cancelled' })],
])('%s proves nothing and breaks nothing', (_, test) => {
  expect(testVerdictTitle(test)).toMatch(/nothing is proven/i);
  expect(brokenPromise(test)).toBeNull();
});
