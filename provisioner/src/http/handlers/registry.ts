import type { RouteName } from '@vigie/contract/routes';
import type { Handler } from '../handler.ts';
import {
  createBackup, getBackupRun, listBackupPolicies, listBackupRuns, listProtection, listRestorePoints, putBackupPolicy,
} from './backups.ts';
import { createQuote, getCatalogue } from './catalogue.ts';
import { dismissMail, listMails, resendMail } from './mails.ts';
import { getMe } from './me.ts';
import { listNetworkPools, listNetworks } from './networks.ts';
import { approveOrder, cancelOrder, chooseNetwork, createOrder, getOrder, listOrders, rejectOrder, retryOrder } from './orders.ts';
import { getOverview } from './overview.ts';
import { cancelRestoreTest, createRestoreTest, getRestoreTest, getRestoreTestEvidence, listRestoreTests } from './restore-tests.ts';
import {
  abortExecution, actOnStep, getExecution, getExecutionReport, getRunbook, listExecutions, listRunbooks, startExecution,
} from './runbooks.ts';
import {
  actOnVm, createSnapshot, deleteSnapshot, deleteVm, getVmConsole, getVmOperation, listSnapshots, listVmOperations, recallVm, resizeVm, rollbackSnapshot,
  rotateKey,
} from './vm-life.ts';
import { getDrift, getVm, listVms, syncBastion, syncVms } from './vms.ts';

/** One handler for each route of the contract: a new route does not compile until it has one. */
export const handlers = {
  getMe,
  getCatalogue,
  createQuote,
  listOrders,
  createOrder,
  getOrder,
  approveOrder,
  rejectOrder,
  chooseNetwork,
  cancelOrder,
  retryOrder,
  listVms,
  getVm,
  deleteVm,
  recallVm,
  actOnVm,
  resizeVm,
  rotateKey,
  getVmConsole,
  listSnapshots,
  createSnapshot,
  rollbackSnapshot,
  deleteSnapshot,
  listVmOperations,
  getVmOperation,
  syncVms,
  getDrift,
  syncBastion,
  listMails,
  resendMail,
  dismissMail,
  listNetworks,
  listNetworkPools,
  getOverview,
  createBackup,
  getBackupRun,
  listBackupPolicies,
  listBackupRuns,
  listProtection,
  listRestorePoints,
  putBackupPolicy,
  cancelRestoreTest,
  createRestoreTest,
  getRestoreTest,
  getRestoreTestEvidence,
  listRestoreTests,
  abortExecution,
  actOnStep,
  getExecution,
  getExecutionReport,
  getRunbook,
  listExecutions,
  listRunbooks,
  startExecution,
} satisfies { [Name in RouteName]: Handler<Name> };
