import { z } from 'zod';
import { backupPolicy, backupPolicyChange } from './backup-policies.ts';
import { backupRun, backupRunListQuery, restorePoint } from './backups.ts';
import { bastionSync } from './bastion.ts';
import { catalogue, languageQuery } from './catalogue.ts';
import { abortRequest, execution, executionListQuery, executionRequest, executionSummary, stepAct } from './executions.ts';
import { driftReport, syncResult } from './drift.ts';
import { listOf } from './list.ts';
import { mail, mailListQuery } from './mails.ts';
import { me, type Capability } from './me.ts';
import { network, networkListQuery, networkPool } from './networks.ts';
import { networkChoiceRequest, order, orderListQuery, orderRequest, orderSummary, rejectRequest } from './orders.ts';
import { overview } from './overview.ts';
import { backupRunId, executionId, mailId, orderId, restoreTestId, vmOperationId, vmRef } from './primitives.ts';
import type { ProblemCode } from './problem.ts';
import { protectionListQuery, vmProtection } from './protection.ts';
import { quote, quoteRequest } from './quotes.ts';
import { restoreTest, restoreTestListQuery, restoreTestRequest, restoreTestSummary } from './restore-tests.ts';
import { runbook, runbookList, runbookSlug } from './runbooks.ts';
import { signedDocument } from './signed-document.ts';
import { snapshot, snapshotName, snapshotRequest } from './snapshots.ts';
import { rotateKeyRequest, vmActionRequest, vmOperation, vmOperationListQuery, vmResizeRequest } from './vm-operations.ts';
import { vm, vmConsole, vmListQuery } from './vms.ts';

/**
 * One endpoint. `path` is below /api/v1 with `{name}` parameters. `capability` is what the caller needs, null for any known caller.
 * `codes` are its own problem codes, beside those that any endpoint can answer (`commonCodes`).
 */
export interface Route {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly path: `/${string}`;
  readonly summary: string;
  readonly capability: Capability | null;
  readonly params?: z.ZodObject;
  readonly query?: z.ZodObject;
  readonly body?: z.ZodType;
  /** The request must carry an `Idempotency-Key` header; the same key and body answer the same result for 24 hours. */
  readonly idempotent?: true;
  readonly status: 200 | 201 | 202;
  readonly response: z.ZodType;
  readonly codes: readonly ProblemCode[];
}

export const commonCodes = ['unauthenticated', 'forbidden', 'rate-limited', 'internal', 'not-ready'] as const satisfies readonly ProblemCode[];

const byId = <Id extends z.ZodType>(id: Id) => ({ params: z.object({ id }) });
const bodyCodes = ['invalid-json', 'invalid-request', 'body-too-large', 'unsupported-media-type'] as const satisfies readonly ProblemCode[];

/** The truth about the HTTP API: the provisioner's router, the plugin's client and docs/openapi.json are all made from it. */
export const routes = {
  getMe: { method: 'GET', path: '/me', summary: 'Who the caller is and what they may do', capability: null, status: 200, response: me, codes: [] },
  getCatalogue: {
    method: 'GET', path: '/catalogue', summary: 'Offers and options with prices', capability: 'catalogue:read',
    query: languageQuery, status: 200, response: catalogue, codes: ['invalid-request'],
  },
  createQuote: {
    method: 'POST', path: '/quotes', summary: 'The itemised price of a configuration', capability: 'catalogue:read',
    query: languageQuery, body: quoteRequest, status: 200, response: quote,
    codes: [...bodyCodes, 'unknown-offer', 'unknown-option'],
  },
  listOrders: {
    method: 'GET', path: '/orders', summary: 'Orders, newest first', capability: 'order:read',
    query: orderListQuery, status: 200, response: listOf(orderSummary), codes: ['invalid-request'],
  },
  createOrder: {
    method: 'POST', path: '/orders', summary: 'Order a VM', capability: 'order:create',
    body: orderRequest, idempotent: true, status: 201, response: order,
    codes: [...bodyCodes, 'unknown-offer', 'unknown-option', 'quota-exceeded', 'limit-exceeded', 'name-taken', 'idempotency-key-reused'],
  },
  getOrder: {
    method: 'GET', path: '/orders/{id}', summary: 'One order with its steps', capability: 'order:read',
    ...byId(orderId), status: 200, response: order, codes: ['not-found'],
  },
  approveOrder: {
    method: 'POST', path: '/orders/{id}/approve', summary: 'Approve an order: the payment is validated', capability: 'order:decide',
    ...byId(orderId), status: 202, response: order, codes: ['not-found', 'wrong-state', 'quota-exceeded', 'limit-exceeded'],
  },
  rejectOrder: {
    method: 'POST', path: '/orders/{id}/reject', summary: 'Reject an order with a reason', capability: 'order:decide',
    ...byId(orderId), body: rejectRequest, status: 202, response: order,
    codes: ['not-found', 'wrong-state', ...bodyCodes],
  },
  chooseNetwork: {
    method: 'POST', path: '/orders/{id}/network-choice', summary: 'Choose the network of an order that waits for it; the same choice again is fine',
    capability: 'order:create', ...byId(orderId), body: networkChoiceRequest, status: 202, response: order,
    codes: ['not-found', 'wrong-state', ...bodyCodes],
  },
  cancelOrder: {
    method: 'POST', path: '/orders/{id}/cancel', summary: 'Withdraw an order; what was built for it already is removed (who may decide only)', capability: 'order:create',
    ...byId(orderId), status: 202, response: order, codes: ['not-found', 'wrong-state'],
  },
  retryOrder: {
    method: 'POST', path: '/orders/{id}/retry', summary: 'Continue a failed order from its failed step', capability: 'order:retry',
    ...byId(orderId), status: 202, response: order, codes: ['not-found', 'wrong-state'],
  },
  listVms: {
    method: 'GET', path: '/vms', summary: 'Virtual machines', capability: 'vm:read',
    query: vmListQuery, status: 200, response: listOf(vm), codes: ['invalid-request'],
  },
  getVm: {
    method: 'GET', path: '/vms/{id}', summary: 'One virtual machine', capability: 'vm:read',
    ...byId(vmRef), status: 200, response: vm, codes: ['not-found'],
  },
  deleteVm: {
    method: 'DELETE', path: '/vms/{id}', summary: 'Delete a machine: it is stopped, backed up, and destroyed after the days of grace',
    capability: 'vm:delete', ...byId(vmRef), status: 202, response: vm, codes: ['not-found', 'wrong-state'],
  },
  recallVm: {
    method: 'POST', path: '/vms/{id}/recall', summary: 'Take a deletion back while the machine is still there', capability: 'vm:delete',
    ...byId(vmRef), status: 202, response: vm, codes: ['not-found', 'wrong-state'],
  },
  actOnVm: {
    method: 'POST', path: '/vms/{id}/actions', summary: 'Start, shut down, stop, reboot or reset a machine; the same under way is answered instead',
    capability: 'vm:act', ...byId(vmRef), body: vmActionRequest, status: 202, response: vmOperation,
    codes: ['not-found', 'wrong-state', ...bodyCodes],
  },
  resizeVm: {
    method: 'POST', path: '/vms/{id}/resize', summary: 'Give a machine other sizes of its offer', capability: 'vm:resize',
    ...byId(vmRef), body: vmResizeRequest, status: 202, response: vmOperation,
    codes: ['not-found', 'wrong-state', 'unknown-option', 'quota-exceeded', ...bodyCodes],
  },
  rotateKey: {
    method: 'POST', path: '/vms/{id}/rotate-key', summary: "Replace a machine's SSH key by a given one, or by a pair that is made and mailed",
    capability: 'vm:act', ...byId(vmRef), body: rotateKeyRequest, status: 202, response: vmOperation,
    codes: ['not-found', 'wrong-state', 'proxmox-unreadable', ...bodyCodes],
  },
  getVmConsole: {
    method: 'GET', path: '/vms/{id}/console', summary: "Where the machine's console is in Proxmox", capability: 'vm:act',
    ...byId(vmRef), status: 200, response: vmConsole, codes: ['not-found', 'wrong-state', 'proxmox-unreadable'],
  },
  listSnapshots: {
    method: 'GET', path: '/vms/{id}/snapshots', summary: "A machine's snapshots, oldest first", capability: 'vm:read',
    ...byId(vmRef), status: 200, response: listOf(snapshot), codes: ['not-found', 'proxmox-unreadable'],
  },
  createSnapshot: {
    method: 'POST', path: '/vms/{id}/snapshots', summary: "Take a snapshot of a machine's disks", capability: 'vm:act',
    ...byId(vmRef), body: snapshotRequest, status: 202, response: vmOperation, codes: ['not-found', 'wrong-state', 'name-taken', ...bodyCodes],
  },
  rollbackSnapshot: {
    method: 'POST', path: '/vms/{id}/snapshots/{name}/rollback', summary: 'Put a machine back to a snapshot; what came after is lost',
    capability: 'vm:act', params: z.object({ id: vmRef, name: snapshotName }), status: 202, response: vmOperation, codes: ['not-found', 'wrong-state'],
  },
  deleteSnapshot: {
    method: 'DELETE', path: '/vms/{id}/snapshots/{name}', summary: 'Remove a snapshot', capability: 'vm:act',
    params: z.object({ id: vmRef, name: snapshotName }), status: 202, response: vmOperation, codes: ['not-found', 'wrong-state'],
  },
  listVmOperations: {
    method: 'GET', path: '/vm-operations', summary: 'What was done with machines, newest first', capability: 'vm:read',
    query: vmOperationListQuery, status: 200, response: listOf(vmOperation), codes: ['invalid-request'],
  },
  getVmOperation: {
    method: 'GET', path: '/vm-operations/{id}', summary: 'One operation on a machine', capability: 'vm:read',
    ...byId(vmOperationId), status: 200, response: vmOperation, codes: ['not-found'],
  },
  syncVms: {
    method: 'POST', path: '/vms/sync', summary: 'Read the states of all machines from Proxmox now', capability: 'vm:read',
    status: 200, response: syncResult, codes: [],
  },
  getDrift: {
    method: 'GET', path: '/drift', summary: 'Where Proxmox and Vigie differ', capability: 'drift:read',
    status: 200, response: driftReport, codes: [],
  },
  syncBastion: {
    method: 'POST', path: '/bastion/sync', summary: 'Bring the bastion in line with what Vigie knows', capability: 'bastion:sync',
    status: 200, response: bastionSync, codes: ['wrong-state', 'bastion-unusable'],
  },
  listMails: {
    method: 'GET', path: '/mails', summary: 'Mails that did not arrive for certain, without their texts', capability: 'mail:decide',
    query: mailListQuery, status: 200, response: listOf(mail), codes: ['invalid-request'],
  },
  resendMail: {
    method: 'POST', path: '/mails/{id}/resend', summary: 'Send a mail in doubt again', capability: 'mail:decide',
    ...byId(mailId), status: 202, response: mail, codes: ['not-found', 'wrong-state'],
  },
  dismissMail: {
    method: 'POST', path: '/mails/{id}/dismiss', summary: 'A mail in doubt has arrived: what it says is forgotten', capability: 'mail:decide',
    ...byId(mailId), status: 200, response: mail, codes: ['not-found', 'wrong-state'],
  },
  listNetworks: {
    method: 'GET', path: '/networks', summary: 'Networks given to tenants', capability: 'network:read',
    query: networkListQuery, status: 200, response: listOf(network), codes: ['invalid-request'],
  },
  listNetworkPools: {
    method: 'GET', path: '/networks/pools', summary: 'Super-networks and how full they are', capability: 'pool:read',
    status: 200, response: listOf(networkPool), codes: [],
  },
  getOverview: {
    method: 'GET', path: '/overview', summary: 'What is wrong and what waits for the caller', capability: 'vm:read',
    query: languageQuery, status: 200, response: overview, codes: ['invalid-request'],
  },
  listBackupPolicies: {
    method: 'GET', path: '/backup-policies', summary: 'How tenants are backed up and proven', capability: 'backup:read',
    status: 200, response: listOf(backupPolicy), codes: [],
  },
  putBackupPolicy: {
    method: 'PUT', path: '/backup-policies', summary: "Change a tenant's backup policy", capability: 'backup-policy:write',
    body: backupPolicyChange, status: 200, response: backupPolicy, codes: ['not-found', ...bodyCodes],
  },
  listProtection: {
    method: 'GET', path: '/protection', summary: 'For each machine: its backups, and who proves that they can be restored',
    capability: 'backup:read', query: protectionListQuery, status: 200, response: listOf(vmProtection), codes: ['invalid-request'],
  },
  listRestorePoints: {
    method: 'GET', path: '/vms/{id}/backups', summary: 'The backups of a machine that are on the storage, newest first',
    capability: 'backup:read', ...byId(vmRef), status: 200, response: listOf(restorePoint), codes: ['not-found', 'proxmox-unreadable'],
  },
  createBackup: {
    method: 'POST', path: '/vms/{id}/backups', summary: 'Back up a machine now; one that is under way is answered instead',
    capability: 'backup:create', ...byId(vmRef), status: 202, response: backupRun, codes: ['not-found', 'wrong-state'],
  },
  listBackupRuns: {
    method: 'GET', path: '/backup-runs', summary: 'Backups that Vigie makes or made, newest first', capability: 'backup:read',
    query: backupRunListQuery, status: 200, response: listOf(backupRun), codes: ['invalid-request'],
  },
  getBackupRun: {
    method: 'GET', path: '/backup-runs/{id}', summary: 'One backup with its progress', capability: 'backup:read',
    ...byId(backupRunId), status: 200, response: backupRun, codes: ['not-found'],
  },
  listRestoreTests: {
    method: 'GET', path: '/restore-tests', summary: 'Restore tests, newest first', capability: 'restore-test:read',
    query: restoreTestListQuery, status: 200, response: listOf(restoreTestSummary), codes: ['invalid-request'],
  },
  createRestoreTest: {
    method: 'POST', path: '/restore-tests', summary: 'Test the restore of a machine now; one that is under way is answered instead',
    capability: 'restore-test:run', body: restoreTestRequest, status: 202, response: restoreTest,
    codes: ['not-found', 'wrong-state', ...bodyCodes],
  },
  getRestoreTest: {
    method: 'GET', path: '/restore-tests/{id}', summary: 'One restore test with its phases and checks', capability: 'restore-test:read',
    ...byId(restoreTestId), status: 200, response: restoreTest, codes: ['not-found'],
  },
  cancelRestoreTest: {
    method: 'POST', path: '/restore-tests/{id}/cancel', summary: 'Stop a restore test; what it made is removed',
    capability: 'restore-test:run', ...byId(restoreTestId), status: 202, response: restoreTest, codes: ['not-found', 'wrong-state'],
  },
  getRestoreTestEvidence: {
    method: 'GET', path: '/restore-tests/{id}/evidence', summary: 'The signed evidence of a restore test that ended',
    capability: 'restore-test:read', ...byId(restoreTestId), status: 200, response: signedDocument, codes: ['not-found', 'wrong-state'],
  },
  listRunbooks: {
    method: 'GET', path: '/runbooks', summary: 'Recovery runbooks, and how ready a recovery is', capability: 'runbook:read',
    query: languageQuery, status: 200, response: runbookList, codes: ['invalid-request'],
  },
  getRunbook: {
    method: 'GET', path: '/runbooks/{slug}', summary: 'One runbook with its steps', capability: 'runbook:read',
    params: z.object({ slug: runbookSlug }), query: languageQuery, status: 200, response: runbook, codes: ['not-found', 'invalid-request'],
  },
  startExecution: {
    method: 'POST', path: '/runbooks/{slug}/executions', summary: 'Execute a runbook, for real or as a rehearsal',
    capability: 'runbook:execute', params: z.object({ slug: runbookSlug }), query: languageQuery, body: executionRequest,
    status: 201, response: execution, codes: ['not-found', 'wrong-state', ...bodyCodes],
  },
  listExecutions: {
    method: 'GET', path: '/executions', summary: 'Executions of runbooks, newest first', capability: 'runbook:read',
    query: executionListQuery, status: 200, response: listOf(executionSummary), codes: ['invalid-request'],
  },
  getExecution: {
    method: 'GET', path: '/executions/{id}', summary: 'One execution with its steps and its journal', capability: 'runbook:read',
    ...byId(executionId), query: languageQuery, status: 200, response: execution, codes: ['not-found', 'invalid-request'],
  },
  actOnStep: {
    method: 'POST', path: '/executions/{id}/steps/{step}', summary: 'Confirm, finish, decide, retry or skip a step',
    capability: 'runbook:execute', params: z.object({ id: executionId, step: z.string().max(40) }), query: languageQuery, body: stepAct,
    status: 202, response: execution, codes: ['not-found', 'wrong-state', 'second-person-needed', ...bodyCodes],
  },
  abortExecution: {
    method: 'POST', path: '/executions/{id}/abort', summary: 'End an execution before its last step',
    capability: 'runbook:execute', ...byId(executionId), query: languageQuery, body: abortRequest,
    status: 202, response: execution, codes: ['not-found', 'wrong-state', ...bodyCodes],
  },
  getExecutionReport: {
    method: 'GET', path: '/executions/{id}/report', summary: 'The signed report of an execution that ended', capability: 'runbook:read',
    ...byId(executionId), query: languageQuery, status: 200, response: signedDocument, codes: ['not-found', 'wrong-state', 'invalid-request'],
  },
} as const satisfies Record<string, Route>;

export type RouteName = keyof typeof routes;
