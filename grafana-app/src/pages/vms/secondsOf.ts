import type { VmOperation } from '@vigie/contract/vm-operations';
import { secondsBetween } from '../../format/duration';

/** How long an operation took; undefined before its end. */
export const secondsOf = ({ startedAt, endedAt }: VmOperation): number | undefined =>
  startedAt === undefined || endedAt === undefined ? undefined : secondsBetween(startedAt, endedAt);
