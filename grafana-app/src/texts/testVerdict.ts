import type { RestoreTest } from '@vigie/contract/restore-tests';
import type { StepReasonCode } from '@vigie/contract/step-reasons';
import { formatDuration } from '../format/duration';
import { t } from '../i18n/t';
import { restoreTestPhaseText } from './restoreTestPhase';

type Facts = Pick<
  RestoreTest,
  'state' | 'verdict' | 'reason' | 'vmName' | 'tenant' | 'rtaSeconds' | 'rtoSeconds' | 'rpoSeconds' | 'phases'
>;

/** A failure by what it breaks: the time of the recovery, the age of the data, the room of the lab, or the recovery as such. */
function promiseOf(code: StepReasonCode | undefined): 'rto' | 'rpo' | 'lab' | 'recovery' {
  switch (code) {
    case 'rto-missed':
      return 'rto';
    case 'rpo-missed':
    case 'backup-too-old':
    case 'canary-stale':
      return 'rpo';
    case 'leftovers':
      return 'lab';
    default:
      return 'recovery';
  }
}

/** What a test says, in one sentence. */
export function testVerdictTitle({ state, verdict, reason, vmName, rtaSeconds, rtoSeconds, phases }: Facts): string {
  const name = vmName;
  const rto = formatDuration(rtoSeconds);
  const rta = rtaSeconds === null ? null : formatDuration(rtaSeconds);
  if (state === 'queued') {
    return t('test-verdict.queued', 'Waiting for its turn');
  }
  if (state === 'cancelled') {
    return t('test-verdict.cancelled', 'Stopped before its end: nothing is proven');
  }
  if (state === 'running' || verdict === null) {
    const phase = phases.find((candidate) => candidate.state === 'running');
    return phase === undefined
      ? t('test-verdict.running', 'The test is under way')
      : t('test-verdict.running-phase', 'Under way: {{phase}}', { phase: restoreTestPhaseText(phase.name) });
  }
  if (verdict === 'inconclusive') {
    return t('test-verdict.inconclusive', 'Nothing is proven: the test itself could not be done');
  }
  if (verdict === 'passed') {
    return rta === null
      ? t('test-verdict.passed', 'Restored and serving')
      : t('test-verdict.passed-in', 'Restored and serving in {{rta}}; objective {{rto}}', { rta, rto });
  }
  switch (promiseOf(reason?.code)) {
    case 'rto':
      return t('test-verdict.too-slow', 'Restored, but too late: {{rta}}; objective {{rto}}', { rta: rta ?? '–', rto });
    case 'rpo':
      return t('test-verdict.too-old', 'The data of {{name}} would be too old', { name });
    case 'lab':
      return t('test-verdict.leftovers', 'The test left something behind in the lab');
    case 'recovery':
      return t('test-verdict.failed', '{{name}} would not come back as it should', { name });
  }
}

/** Which promise is broken, and to whom; null when none is. */
export function brokenPromise({ state, verdict, reason, tenant, rtoSeconds, rpoSeconds }: Facts): string | null {
  if (state !== 'done' || verdict !== 'failed') {
    return null;
  }
  switch (promiseOf(reason?.code)) {
    case 'rto':
      return t('test-promise.rto', 'Broken promise to {{tenant}}: back within {{rto}} (RTO).', { tenant, rto: formatDuration(rtoSeconds) });
    case 'rpo':
      return t('test-promise.rpo', 'Broken promise to {{tenant}}: at most {{rpo}} of work is lost (RPO).', {
        tenant,
        rpo: formatDuration(rpoSeconds),
      });
    case 'lab':
      return null;
    case 'recovery':
      return t('test-promise.recovery', 'Broken promise to {{tenant}}: its machine can be restored from its backups.', { tenant });
  }
}
