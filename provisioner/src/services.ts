import type { BackupPolicy, BackupPolicyChange } from '@vigie/contract/backup-policies';
import type { BackupRun, BackupRunState, RestorePoint } from '@vigie/contract/backups';
import type { BastionSync } from '@vigie/contract/bastion';
import type { Catalogue } from '@vigie/contract/catalogue';
import type { DriftReport, SyncResult } from '@vigie/contract/drift';
import type { Execution, ExecutionRequest, ExecutionSummary, StepAct } from '@vigie/contract/executions';
import type { Mail, MailState } from '@vigie/contract/mails';
import type { Network, NetworkPool } from '@vigie/contract/networks';
import type { NetworkChoice, Order, OrderRequest, OrderState, OrderSummary } from '@vigie/contract/orders';
import type { Overview } from '@vigie/contract/overview';
import type { Language } from '@vigie/contract/primitives';
import type { VmProtection } from '@vigie/contract/protection';
import type { Quote, QuoteRequest } from '@vigie/contract/quotes';
import type { RestoreTest, RestoreTestRequest, RestoreTestState, RestoreTestSummary } from '@vigie/contract/restore-tests';
import type { ExecutionMode, ExecutionState, Runbook, RunbookList } from '@vigie/contract/runbooks';
import type { SignedDocument } from '@vigie/contract/signed-document';
import type { Verdict } from '@vigie/contract/verdict';
import type { Snapshot, SnapshotRequest } from '@vigie/contract/snapshots';
import type { RotateKeyRequest, VmAction, VmOperation, VmOperationState, VmResizeRequest } from '@vigie/contract/vm-operations';
import type { Vm, VmConsole, VmState } from '@vigie/contract/vms';
import type { Caller } from './caller.ts';
import type { NamedOrder } from './notify/machines-text.ts';

export interface Page<Item> {
  items: Item[];
  nextCursor?: string;
}

export interface PageRequest {
  limit: number;
  cursor?: string | undefined;
}

/**
 * What the HTTP layer may ask. Each call is scoped to its caller: another tenant's object is `not-found`, never `forbidden`.
 * Errors that people should read are ProblemErrors.
 */
export interface Services {
  catalogue(caller: Caller, language: Language): Catalogue;
  quote(caller: Caller, request: QuoteRequest, language: Language): Promise<Quote>;
  orders: {
    list(caller: Caller, query: PageRequest & { state?: OrderState | undefined; tenant?: string | undefined }): Promise<Page<OrderSummary>>;
    get(caller: Caller, id: string): Promise<Order>;
    /** The same key with the same request answers the same order; with another request it is `idempotency-key-reused`. */
    create(caller: Caller, request: OrderRequest, idempotencyKey: string): Promise<Order>;
    approve(caller: Caller, id: string): Promise<Order>;
    reject(caller: Caller, id: string, reason: string): Promise<Order>;
    cancel(caller: Caller, id: string): Promise<Order>;
    retry(caller: Caller, id: string): Promise<Order>;
    /** `wrong-state` when nothing is to be chosen (any more); the same choice again is fine. */
    chooseNetwork(caller: Caller, id: string, network: NetworkChoice): Promise<Order>;
  };
  vms: {
    list(caller: Caller, query: PageRequest & { state?: VmState | undefined; tenant?: string | undefined }): Promise<Page<Vm>>;
    get(caller: Caller, id: string): Promise<Vm>;
    /** Reads all clusters now; counts are of the machines that the caller may see. */
    sync(caller: Caller): Promise<SyncResult>;
  };
  vmLife: VmLifeServices;
  /** What the last look found. */
  drift(caller: Caller): Promise<DriftReport>;
  /** Brings the bastion in line. `wrong-state` without one; `bastion-unusable` when it cannot be asked. */
  syncBastion(caller: Caller): Promise<BastionSync>;
  /** The operator's. `wrong-state` when a mail is not in doubt, or its text is forgotten. */
  mails: {
    list(caller: Caller, query: { state: MailState; limit: number }): Promise<Page<Mail>>;
    resend(caller: Caller, id: string): Promise<Mail>;
    dismiss(caller: Caller, id: string): Promise<Mail>;
  };
  networks: {
    list(caller: Caller, query: PageRequest & { tenant?: string | undefined }): Promise<Page<Network>>;
    pools(caller: Caller): Promise<Page<NetworkPool>>;
  };
  /** What the links of mails open: no caller, the token says for what it is. Null when it is not ours. */
  networkLink: {
    look(token: string): Promise<LinkedChoice | null>;
    /** Chooses where that is still open; the answer says what is chosen now. */
    choose(token: string, network: NetworkChoice): Promise<LinkedChoice | null>;
  };
  overview(caller: Caller, language: Language): Promise<Overview>;
  backups: BackupServices;
  restoreTests: RestoreTestServices;
  runbooks: RunbookServices;
  /** What is not ready yet, by part (`database`, `proxmox <cluster>`), with a sentence for each; empty when all is well. */
  readiness(): Promise<{ part: string; message: string }[]>;
}

/** The choice that a link is for. `over`: the order does not wait for it any more, and nothing was chosen. */
export interface LinkedChoice {
  order: { id: string } & NamedOrder;
  /** Of the tenant. */
  language: Language;
  /** Whether firewall rules keep networks apart where the machine is built. */
  isolated: boolean;
  state: 'open' | 'chosen' | 'expired' | 'over';
  default: NetworkChoice;
  deadline: Date;
  chosen: NetworkChoice | null;
}

/** Operations on delivered machines. `wrong-state`: another operation, a backup or a restore is under way, or the state does not allow it. */
export interface VmLifeServices {
  /** The same action under way is answered instead of a second one. */
  act(caller: Caller, vm: string, action: VmAction): Promise<VmOperation>;
  resize(caller: Caller, vm: string, request: VmResizeRequest): Promise<VmOperation>;
  /** Without a key of its own, the machine gets a pair that is made, and its owner the private half by mail. */
  rotateKey(caller: Caller, vm: string, request: RotateKeyRequest): Promise<VmOperation>;
  console(caller: Caller, vm: string): Promise<VmConsole>;
  snapshots(caller: Caller, vm: string): Promise<Page<Snapshot>>;
  createSnapshot(caller: Caller, vm: string, request: SnapshotRequest): Promise<VmOperation>;
  rollbackSnapshot(caller: Caller, vm: string, name: string): Promise<VmOperation>;
  deleteSnapshot(caller: Caller, vm: string, name: string): Promise<VmOperation>;
  /** Begins the deletion; one that is under way is answered instead. */
  remove(caller: Caller, vm: string): Promise<Vm>;
  /** Takes the deletion back. */
  recall(caller: Caller, vm: string): Promise<Vm>;
  operations(caller: Caller, query: OfVm & { state?: VmOperationState | undefined }): Promise<Page<VmOperation>>;
  operation(caller: Caller, id: string): Promise<VmOperation>;
}

type OfVm = PageRequest & { vm?: string | undefined; tenant?: string | undefined };

export interface BackupServices {
  policies(caller: Caller): Promise<Page<BackupPolicy>>;
  /** An unknown tenant is `not-found`; a schedule that cannot be read or never comes true is `invalid-request`. */
  changePolicy(caller: Caller, change: BackupPolicyChange): Promise<BackupPolicy>;
  protection(caller: Caller, query: OfVm): Promise<Page<VmProtection>>;
  restorePoints(caller: Caller, vm: string): Promise<Page<RestorePoint>>;
  /** A backup of the machine that is queued or running is answered instead of a second one. */
  create(caller: Caller, vm: string): Promise<BackupRun>;
  runs(caller: Caller, query: OfVm & { state?: BackupRunState | undefined }): Promise<Page<BackupRun>>;
  run(caller: Caller, id: string): Promise<BackupRun>;
}

export interface RestoreTestServices {
  list(
    caller: Caller,
    query: OfVm & { verdict?: Verdict | undefined; state?: RestoreTestState | undefined },
  ): Promise<Page<RestoreTestSummary>>;
  /** A test of the machine that is queued or running is answered instead of a second one. */
  create(caller: Caller, request: RestoreTestRequest): Promise<RestoreTest>;
  get(caller: Caller, id: string): Promise<RestoreTest>;
  cancel(caller: Caller, id: string): Promise<RestoreTest>;
  evidence(caller: Caller, id: string): Promise<SignedDocument>;
}

/** Texts are in the language asked for. Runbooks are the operator's: nothing here is scoped to a tenant. */
export interface RunbookServices {
  list(caller: Caller, language: Language): Promise<RunbookList>;
  get(caller: Caller, slug: string, language: Language): Promise<Runbook>;
  start(caller: Caller, slug: string, request: ExecutionRequest, language: Language): Promise<Execution>;
  executions(
    caller: Caller,
    query: PageRequest & { runbook?: string | undefined; mode?: ExecutionMode | undefined; state?: ExecutionState | undefined },
    language: Language,
  ): Promise<Page<ExecutionSummary>>;
  execution(caller: Caller, id: string, language: Language): Promise<Execution>;
  /** `second-person-needed` when who confirmed already confirms again. */
  act(caller: Caller, id: string, step: string, act: StepAct, language: Language): Promise<Execution>;
  abort(caller: Caller, id: string, reason: string, language: Language): Promise<Execution>;
  report(caller: Caller, id: string, language: Language): Promise<SignedDocument>;
}
