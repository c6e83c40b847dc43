import type { VigieConfig } from '@vigie/config/schema';
import type { BackupPolicySettings } from '@vigie/contract/backup-policies';
import type { FieldError } from '../problem-error.ts';
import { ownPolicies, ownPolicy } from '../store/backup-policies.ts';
import type { Queryable } from '../store/database.ts';
import { cronMistake, isTimeZone } from './schedule.ts';

/** The policy that holds for a tenant: its own, or the one of vigie.yaml. */
export async function effectivePolicy(db: Queryable, config: VigieConfig, tenant: string): Promise<BackupPolicySettings> {
  return (await ownPolicy(db, tenant))?.settings ?? config.resilience.policy;
}

/** The same for many tenants, from one query. */
export async function effectivePolicies(db: Queryable, config: VigieConfig): Promise<(tenant: string) => BackupPolicySettings> {
  const own = new Map((await ownPolicies(db)).map((row) => [row.tenant, row.settings]));
  return (tenant) => own.get(tenant) ?? config.resilience.policy;
}

/** What a schema cannot tell of a policy: whether its schedules come true and its time zone exists. Paths are those of the settings. */
export function policyMistakes(settings: BackupPolicySettings): FieldError[] {
  const { schedule, timeZone, restoreTest } = settings;
  const found: { path: string; message: string | null }[] = [
    { path: 'schedule', message: cronMistake(schedule) },
    { path: 'restoreTest.schedule', message: cronMistake(restoreTest.schedule) },
    { path: 'timeZone', message: isTimeZone(timeZone) ? null : 'not a time zone such as Europe/Paris' },
  ];
  return found.flatMap(({ path, message }) => (message === null ? [] : [{ path, message }]));
}

/** Throws when the policy of vigie.yaml cannot be used: found at the start, not on the first night. */
export function assertDefaultPolicy({ resilience }: VigieConfig): void {
  const mistakes = policyMistakes(resilience.policy).map(({ path, message }) => `resilience.policy.${path}: ${message}`);
  if (mistakes.length > 0) throw new Error(`the configuration has mistakes:\n${mistakes.join('\n')}`);
}
