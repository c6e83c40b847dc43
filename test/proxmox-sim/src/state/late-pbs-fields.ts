import { now } from '../clock.ts';
import type { PbsState } from './pbs-state.ts';

/** What a backup server has that was saved before it could have any of it. */
export function latePbsFields(): Pick<PbsState, 'jobs' | 'remotes' | 'fingerprint' | 'certificateExpiry'> {
  return { jobs: { sync: {}, verify: {}, prune: {} }, remotes: {}, fingerprint: '', certificateExpiry: now() + 730 * 86_400 };
}
