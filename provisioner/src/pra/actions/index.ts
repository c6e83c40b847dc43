import type { Action } from '../action.ts';
import { confirmNodeLost } from './confirm-node-lost.ts';
import { confirmVmLost } from './confirm-vm-lost.ts';
import { findBackup } from './find-backup.ts';
import { planEvacuationAction } from './plan-evacuation.ts';
import { restoreFromBackups } from './restore-from-backups.ts';
import { restoreVm } from './restore-vm.ts';
import { startRecovered } from './start-recovered.ts';
import { startVm } from './start-vm.ts';
import { verifyRecovered } from './verify-recovered.ts';
import { verifyVm } from './verify-vm.ts';

/** Everything that an automatic step may name. */
export const actions: readonly Action[] = [
  confirmNodeLost, planEvacuationAction, restoreFromBackups, startRecovered, verifyRecovered,
  confirmVmLost, findBackup, restoreVm, startVm, verifyVm,
];
