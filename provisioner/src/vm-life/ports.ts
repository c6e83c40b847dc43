import type { VigieConfig } from '@vigie/config/schema';
import type { ClusterConnection } from '../cluster-connection.ts';
import type { AttemptWatch } from '../engine/attempt.ts';
import type { VmLifeNotices } from '../notify/vm-life-notices.ts';
import type { BastionPort, ProxmoxPort, TaskNotes } from '../steps/ports.ts';
import type { Database, Queryable } from '../store/database.ts';
import type { SecretStore } from '../store/secrets.ts';
import type { VmOperationRow } from '../store/vm-operations.ts';
import type { VmRow } from '../store/vms.ts';

/** What operations on machines are made of. */
export interface VmLifeParts {
  config: VigieConfig;
  db: Database;
  clusters: readonly ClusterConnection[];
  /** Takes back the steps of an order, as its cancelling does. */
  undo: OrderUndo;
  /** Null when none is configured. */
  bastion: BastionPort | null;
  secrets(db: Queryable): SecretStore;
  /** Keeps its mails in the transaction. */
  notices(tx: Queryable): VmLifeNotices;
  watch?: AttemptWatch;
}

export interface OrderUndo {
  /** In the order in which they are taken back. */
  readonly steps: readonly string[];
  undoStep(orderId: string, step: string): Promise<unknown>;
}

/** An operation and its machine as they are in the store now. */
export interface OperationAbout {
  readonly operation: VmOperationRow;
  readonly vm: VmRow;
  readonly parts: VmLifeParts;
}

/** One attempt of a step. */
export interface OperationWork extends OperationAbout {
  readonly pve: ProxmoxPort;
  readonly tasks: TaskNotes;
}

/** What can be done with a machine. Steps may be repeated: each reads, compares, acts and reads back, as those of orders do. */
export interface Operation {
  /** On its way it stops a machine that runs: one that fails tells how it left it. It notes first that it ran, see `rememberBefore`. */
  readonly stops?: true;
  readonly steps: readonly { readonly name: string; run(work: OperationWork): Promise<void> }[];
  /** In the transaction that ends it, well or not. */
  finish?(tx: Queryable, about: OperationAbout): Promise<void>;
  fail?(tx: Queryable, about: OperationAbout): Promise<void>;
  /** Tells people, in the same transaction; the machine as it was and as it is. */
  tell?(notices: VmLifeNotices, before: VmRow, after: VmRow): Promise<void>;
}
