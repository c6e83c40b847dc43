import type { ReadinessFacts } from '../pra/readiness.ts';
import { systemScope } from '../store/scope.ts';
import { listDeliveredVms } from '../store/vms.ts';
import { protectionOf, type ProtectionParts } from './protection.ts';

/** How many of all delivered machines are protected, for the operator. */
export async function protectionFigures(parts: ProtectionParts): Promise<ReadinessFacts['protection']> {
  const machines = await protectionOf(parts, await listDeliveredVms(parts.db, systemScope, { limit: null, after: null }));
  return {
    vms: machines.length,
    outsideRpo: machines.filter(({ withinRpo }) => withinRpo === false).length,
    unproven: machines.filter(({ proven }) => !proven).length,
    failedTests: machines.filter(({ lastTest }) => lastTest?.verdict === 'failed').length,
    unreadable: [...new Set(machines.filter(({ points }) => points === null).map(({ cluster }) => cluster))],
  };
}
