import type { Catalogue } from '@vigie/contract/catalogue';
import type { Network, NetworkPool } from '@vigie/contract/networks';
import type { Order, OrderRequest, OrderState, OrderSummary } from '@vigie/contract/orders';
import type { Language } from '@vigie/contract/primitives';
import type { Quote, QuoteRequest } from '@vigie/contract/quotes';
import type { Vm, VmState } from '@vigie/contract/vms';
import type { Caller } from './caller.ts';

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
  catalogue(language: Language): Catalogue;
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
  };
  vms: {
    list(caller: Caller, query: PageRequest & { state?: VmState | undefined; tenant?: string | undefined }): Promise<Page<Vm>>;
    get(caller: Caller, id: string): Promise<Vm>;
  };
  networks: {
    list(caller: Caller, query: PageRequest & { tenant?: string | undefined }): Promise<Page<Network>>;
    pools(caller: Caller): Promise<Page<NetworkPool>>;
  };
  /** What is not ready yet, by part (`database`, `proxmox <cluster>`), with a sentence for each; empty when all is well. */
  readiness(): Promise<{ part: string; message: string }[]>;
}
