import { restoreTestPhaseNames, type RestoreTestPhaseName } from '@vigie/contract/restore-test-phases';
import type { RestoreTestPhaseState } from '@vigie/contract/restore-tests';
import { conclude, type EndedPhase } from './conclude.ts';

const deciding = restoreTestPhaseNames.slice(0, -2);

const phases = (states: Partial<Record<RestoreTestPhaseName, RestoreTestPhaseState>>, code: EndedPhase['code'] = 'internal'): EndedPhase[] =>
  restoreTestPhaseNames.map((name) => {
    const state = states[name] ?? 'passed';
    return { name, state, code: state === 'passed' ? null : code, params: {}, message: 'because', technical: null };
  });
const verdict = (states: Parameters<typeof phases>[0]) => conclude(phases(states), deciding).verdict;

test('passed is what passed in every phase', () => {
  expect(conclude(phases({}), deciding)).toEqual({ state: 'done', verdict: 'passed', reason: null });
});

test.each(deciding)('%s skipped, pending or running never counts as passed', (name) => {
  for (const state of ['skipped', 'pending', 'running'] as const) expect(verdict({ [name]: state })).toBe('inconclusive');
  expect(conclude(phases({}).filter((phase) => phase.name !== name), deciding).verdict).toBe('inconclusive');
});

test('leftovers take a proof away, and a cleanup that could not be done too; what failed before stays the reason', () => {
  expect(verdict({ cleanup: 'failed' })).toBe('failed');
  expect(verdict({ cleanup: 'inconclusive' })).toBe('inconclusive');
  expect(verdict({ identity: 'failed', data: 'skipped', cleanup: 'inconclusive' })).toBe('failed');
  expect(conclude(phases({ select: 'inconclusive', preflight: 'skipped', cleanup: 'failed' }), deciding).verdict).toBe('failed');
});

test('evidence that could not be signed changes no verdict', () => {
  expect(verdict({ evidence: 'inconclusive' })).toBe('passed');
});

test('stopped by a person: no verdict, unless something had failed before', () => {
  expect(conclude(phases({ agent: 'skipped', identity: 'skipped' }, 'test-cancelled'), deciding)).toMatchObject({ state: 'cancelled', verdict: null });
  expect(conclude(phases({ agent: 'failed', identity: 'skipped' }, 'test-cancelled'), deciding)).toMatchObject({ state: 'done', verdict: 'failed' });
});
