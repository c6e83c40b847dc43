import { because, type StepReason } from '@vigie/contract/step-reasons';
import { StepFailure } from '../steps/failure.ts';
import type { OperationFacts } from '../store/vm-operations.ts';
import { ownMachine } from './own-machine.ts';
import type { OperationWork } from './ports.ts';

/** How an operation that failed left a machine that ran before it. */
export type Left = NonNullable<OperationFacts['left']>;

/**
 * What people must be told beside why an operation failed; null when the machine did not run before, still runs, or is not there to be
 * started. It is not started by itself: who deletes a machine may have moved its service already, and a rollback that broke off may have
 * left disks of two times.
 */
export async function leftBy({ operation, pve, vm }: OperationWork): Promise<Left | null> {
  if (operation.facts.running !== true) return null;
  try {
    return (await ownMachine(pve, vm)).running ? null : 'stopped';
  } catch (error) {
    return error instanceof StepFailure ? null : 'unknown';
  }
}

const reasons: Record<Left, StepReason> = { stopped: because('vm-left-stopped'), unknown: because('vm-left-unknown') };

/** The same in words. */
export const leftReason = (left: Left): StepReason => reasons[left];
