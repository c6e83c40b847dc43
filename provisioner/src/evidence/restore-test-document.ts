import { backupVolume } from '@vigie/contract/backups';
import { instant } from '@vigie/contract/primitives';
import { restoreTest, restoreTestCheck, restoreTestPhase } from '@vigie/contract/restore-tests';
import { verdict } from '@vigie/contract/verdict';
import { z } from 'zod';
import { documentHead } from './document-head.ts';

const { reason, origin, rtaSeconds, rpaSeconds, rtoSeconds, rpoSeconds } = restoreTest.shape;

/** What differs from a test in which all went well: a phase or a check by its name, or what was left behind. */
const deviation = z.strictObject({ of: z.enum(['phase', 'check', 'objective', 'leftover']), name: z.string(), text: z.string() });

/** What is signed of a restore test. Times are in UTC, durations in seconds. A new field or meaning is a new format. */
export const restoreTestDocument = documentHead.extend({
  format: z.literal('vigie-restore-test/1'),
  test: z.strictObject({
    id: z.string(), origin, requestedBy: z.string(), createdAt: instant, startedAt: instant.nullable(), endedAt: instant.nullable(),
  }),
  tenant: z.strictObject({ id: z.string(), name: z.string() }),
  machine: z.strictObject({ id: z.string(), name: z.string(), cluster: z.string(), vmid: z.int() }),
  backup: z.strictObject({ volume: backupVolume, takenAt: instant }).nullable(),
  verdict: verdict.nullable(),
  reason: reason.unwrap().nullable(),
  objectives: z.strictObject({ rtoSeconds, rpoSeconds }),
  measured: z.strictObject({ rtaSeconds, rpaSeconds }),
  phases: z.array(restoreTestPhase.extend({ seconds: z.number().nullable() })),
  checks: z.array(restoreTestCheck),
  deviations: z.array(deviation),
  leftovers: z.array(z.string()).nullable(),
});
export type RestoreTestDocument = z.infer<typeof restoreTestDocument>;
