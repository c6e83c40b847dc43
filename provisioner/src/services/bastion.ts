import { syncBastion, type BastionSyncParts } from '../bastion/sync.ts';
import { verdictOf } from '../engine/verdict.ts';
import { ProblemError } from '../problem-error.ts';
import type { Services } from '../services.ts';
import { StepFailure, StepRetry } from '../steps/failure.ts';
import { appendAudit } from '../store/audit.ts';

/** `parts` is null where no bastion is configured. */
export function bastionService(parts: BastionSyncParts | null): Services['syncBastion'] {
  return async ({ login }) => {
    if (!parts) throw new ProblemError('wrong-state', 'No bastion is configured, so there is nothing to bring in line.');
    const { db } = parts;
    const result = await syncBastion(parts).catch((error: unknown) => {
      if (!(error instanceof StepFailure) && !(error instanceof StepRetry)) throw error;
      parts.log.warn({ technical: verdictOf(error).technical }, 'the bastion cannot be brought in line');
      throw new ProblemError('bastion-unusable', error.reason.message);
    });
    const changed = result.tenants.filter(({ state }) => state === 'changed').map(({ tenant, added, removed }) => ({ tenant, added, removed }));
    await db.transaction((tx) => appendAudit(tx, { actor: login, tenant: null, act: 'bastion.synced', object: 'bastion', detail: { changed } }));
    return result;
  };
}
