import type { LoadedConfig } from '@vigie/config/load';
import type { MetricObject } from 'prom-client';
import type { RunRef } from '../engine/runs.ts';
import type { OrderRow } from '../store/orders.ts';

/** What the thread of the API is given when it begins; it is copied, so nothing in it is shared. */
export interface ApiThreadData {
  loaded: LoadedConfig;
  home: string;
  databaseUrl: string;
}

/** What the engine needs to know of an order. */
export type OrderRef = Pick<OrderRow, 'id' | 'tenant' | 'run' | 'state'>;

/** Durable work that a request may begin, beside orders. */
export type RunKind = 'backups' | 'restoreTests' | 'executions' | 'vmOperations';

/** What the thread of the API asks of the thread that works. All of it may be repeated, and what gets lost is found by the engine's watch. */
export interface WorkCalls {
  beginOrder(order: OrderRef): Promise<void>;
  orderDecided(order: OrderRef): Promise<void>;
  networkChosen(order: Pick<OrderRef, 'id' | 'run'>): Promise<void>;
  beginRun(kind: RunKind, ref: RunRef): Promise<void>;
  wakeRun(kind: RunKind, ref: Pick<RunRef, 'id' | 'run'>): Promise<void>;
  /** The metrics of that thread. */
  metrics(): Promise<MetricObject[]>;
  /** Answers as long as that thread gets its turns. */
  alive(): Promise<void>;
}

/** What the thread that works asks of the thread of the API. */
export interface ApiCalls {
  /** Ends when all is ready to listen. Rejects with a sentence for people. */
  prepared(): Promise<void>;
  /** Answers requests from now on; the address, with the real port. Rejects with a sentence for people. */
  listen(): Promise<string>;
  /** Lets the requests in work end, and closes what they used. */
  close(): Promise<void>;
}
