import { initial } from './0001-initial.ts';
import { stepReasons } from './0002-step-reasons.ts';
import { taskOwners } from './0003-task-owners.ts';
import { backups } from './0004-backups.ts';
import { restoreTests } from './0005-restore-tests.ts';
import { runbooks } from './0006-runbooks.ts';
import { removedMachines } from './0007-removed-machines.ts';
import { machineReach } from './0008-machine-reach.ts';
import { sdnLocks } from './0009-sdn-locks.ts';
import { vmOperations } from './0010-vm-operations.ts';
import { drift } from './0011-drift.ts';
import { networkChoice } from './0012-network-choice.ts';
import { notices } from './0013-notices.ts';
import { orderGroups } from './0014-order-groups.ts';
import { keys } from './0015-keys.ts';
import { driftValues } from './0019-drift-values.ts';
import type { Migration } from './migration.ts';

/** All changes of the schema in the order in which they are applied. */
export const migrations: readonly Migration[] = [
  initial, stepReasons, taskOwners, backups, restoreTests, runbooks, removedMachines, machineReach, sdnLocks, vmOperations, drift, networkChoice,
  notices, orderGroups, keys, driftValues,
];
