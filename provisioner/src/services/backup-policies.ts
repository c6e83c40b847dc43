import type { VigieConfig } from '@vigie/config/schema';
import type { BackupPolicy, BackupPolicySettings } from '@vigie/contract/backup-policies';
import { policyMistakes } from '../backups/policies.ts';
import { nextDue } from '../backups/schedule.ts';
import { ProblemError } from '../problem-error.ts';
import type { BackupServices } from '../services.ts';
import { appendAudit } from '../store/audit.ts';
import { lockPolicy, ownPolicies, ownPolicy, setPolicy, type PolicyRow } from '../store/backup-policies.ts';
import type { Database } from '../store/database.ts';
import { scopeOf, type Scope } from '../store/scope.ts';

/** Backup policies: each tenant sees its own, the operator all and changes them. */
export function backupPolicyService(
  { config, db }: { config: VigieConfig; db: Database },
): Pick<BackupServices, 'policies' | 'changePolicy'> {
  const view = (tenant: string, row: PolicyRow | null | undefined) => policyView(tenant, row ?? null, config.resilience.policy);
  return {
    async policies(caller) {
      const own = new Map((await ownPolicies(db)).map((row) => [row.tenant, row]));
      const tenants = tenantsIn(config, scopeOf(caller));
      return { items: tenants.map((tenant) => view(tenant, own.get(tenant))) };
    },
    async changePolicy(caller, { tenant, settings }) {
      if (!tenantsIn(config, scopeOf(caller)).includes(tenant)) throw new ProblemError('not-found', `There is no tenant ${tenant}.`);
      assertPossible(settings);
      const row = await db.transaction(async (tx) => {
        await lockPolicy(tx, tenant);
        const before = (await ownPolicy(tx, tenant))?.settings ?? null;
        const scheduleChanged = scheduleText(before ?? config.resilience.policy) !== scheduleText(settings ?? config.resilience.policy);
        await setPolicy(tx, { tenant, settings, by: caller.login, scheduleChanged });
        await appendAudit(tx, {
          actor: caller.login, tenant, act: 'backup-policy.changed', object: tenant, detail: { before, after: settings },
        });
        return ownPolicy(tx, tenant);
      });
      return view(tenant, row);
    },
  };
}

const tenantsIn = (config: VigieConfig, scope: Scope): string[] =>
  config.tenants.map(({ id }) => id).filter((id) => scope.all || scope.tenant === id);

const scheduleText = ({ schedule, timeZone }: BackupPolicySettings): string => `${schedule} ${timeZone}`;

function assertPossible(settings: BackupPolicySettings | null): void {
  const mistakes = settings ? policyMistakes(settings) : [];
  if (mistakes.length === 0) return;
  const errors = mistakes.map(({ path, message }) => ({ path: `settings.${path}`, message }));
  throw new ProblemError('invalid-request', 'The policy has a schedule or a time zone that cannot be used.', errors);
}

function policyView(tenant: string, row: PolicyRow | null, defaults: BackupPolicySettings): BackupPolicy {
  const settings = row?.settings ?? defaults;
  const now = new Date();
  return {
    tenant,
    settings,
    own: Boolean(row?.settings),
    ...(row && { changedAt: row.changed_at.toISOString(), changedBy: row.changed_by }),
    nextBackupAt: nextDue(settings.schedule, settings.timeZone, now).toISOString(),
    nextRestoreTestAt: nextDue(settings.restoreTest.schedule, settings.timeZone, now).toISOString(),
  };
}
