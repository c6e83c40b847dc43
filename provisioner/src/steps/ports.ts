import type { ClusterConfig } from '@vigie/config/clusters';
import type { PackagesConfig } from '@vigie/config/packages';
import type { TenantConfig } from '@vigie/config/tenants';
import type { HttpMethod } from '@vigie/proxmox/client';
import type { TaskApi } from '@vigie/proxmox/own-task';
import type { StartNote } from '@vigie/proxmox/start-once';
import type { NetworkChoice, OrderRequest } from '@vigie/contract/orders';
import type { StoredPrice } from '../catalogue/stored-price.ts';
import type { MachineSpec } from '../machine-spec.ts';
import type { GroupMember } from '../order-group.ts';
import type { BootTimes } from './boot-times.ts';

/** What steps know of an order. `spec.template` names a template of the cluster's configuration, or an ISO where `spec.install` says so. */
export interface StepOrder extends GroupMember {
  /** How many machines the order has; 1 for those that have a lead. */
  readonly quantity: number;
  readonly tenant: string;
  readonly cluster: string;
  readonly name: string;
  readonly network: OrderRequest['network'];
  readonly ssh_public_key: string | null;
  readonly spec: MachineSpec;
  readonly price: StoredPrice;
  readonly decision: 'approved' | 'rejected' | 'cancelled' | null;
}

export interface StepNetwork {
  readonly id: string;
  readonly tenant: string;
  readonly cidr: string;
  readonly gateway: string;
  readonly vnet: string;
}

/** `node` is null until it is placed, `mac` until it was cloned. */
export interface StepVm {
  readonly id: string;
  readonly vmid: number;
  readonly node: string | null;
  readonly mac: string | null;
  readonly network_id: string;
  readonly addresses: readonly string[];
  /** The key made for it because the order has none. */
  readonly made_ssh_key: string | null;
}

/** A delivered machine of a tenant that its bastion leads to. */
export interface ReachableVm {
  readonly order_id: string;
  readonly address: string;
  readonly ssh_public_key: string;
}

/** A call that starts a task, noted before it is sent; `upid` is known once it was accepted. */
export type TaskNote = StartNote;

/** Tasks under way. `owner` is what they are for, e.g. an order's id; `key` is unique within it. */
export interface TaskNotes {
  find(owner: string, key: string): Promise<TaskNote | null>;
  /** `sentAt` is of the clock of the node that is asked. */
  sending(owner: string, key: string, sentAt: Date): Promise<void>;
  started(owner: string, key: string, upid: string): Promise<void>;
  forget(owner: string, key: string): Promise<void>;
}

/** Secrets at rest: kept only until they were mailed. */
export interface SecretPort {
  /** The secret of that name, made by `make` when there is none yet. */
  getOrCreate(name: string, tenant: string, make: () => string): Promise<string>;
  get(name: string): Promise<string | null>;
  remove(name: string): Promise<void>;
}

/** What steps use of a Proxmox cluster. Errors are those of @vigie/proxmox. */
export interface ProxmoxPort extends TaskApi {
  call<T>(method: HttpMethod, template: string, path: Record<string, string | number>, params?: Record<string, unknown>): Promise<T>;
  /** `beforeLook` is called before each look at the task: what it throws ends the waiting. */
  waitForTask(upid: string, deadlineMs: number, beforeLook?: () => Promise<void>): Promise<{ warnings: number }>;
}

/** Something that shall be in, or gone from, the running SDN of a cluster. */
export interface SdnWish {
  /** True when it is so, and nothing of it waits to be applied. */
  isDone(): Promise<boolean>;
  /** Writes what is missing, through `sdn` alone. May be called again when nobody knows what an earlier call did. */
  write(sdn: Pick<ProxmoxPort, 'call'>): Promise<void>;
}

/** The SDN of a cluster, which is applied as a whole. */
export interface SdnPort {
  /**
   * Writes and applies a wish that is not done, together with those of others. An apply that went well says only that the nodes were told:
   * the caller looks again. Throws what `write` throws, and StepRetry while somebody else changes the SDN.
   */
  change(wish: SdnWish): Promise<void>;
}

/** The question to a tenant which network its order gets. */
export interface NetworkQuestion {
  readonly deadline: Date;
  readonly default: NetworkChoice;
}

/** Where the tenant answers: one page for each choice, or the page of the order in Grafana. Whoever has the links may choose. */
export type ChoiceLinks = Record<NetworkChoice, string> | { order: string };

/** What steps keep. Allocations are made on the first call and found again afterwards; they are null when nothing is left to give. */
export interface StorePort {
  /** Asks, and lets the order wait; null where there is nothing to choose, because the tenant has no network yet. */
  askForNetwork(order: StepOrder): Promise<NetworkQuestion | null>;
  wasAskedForNetwork(order: StepOrder): Promise<boolean>;
  allocateNetwork(order: StepOrder, kind: TenantConfig['kind'], taken: readonly string[]): Promise<StepNetwork | null>;
  networkOf(order: StepOrder): Promise<StepNetwork>;
  findNetwork(order: StepOrder): Promise<StepNetwork | null>;
  activateNetwork(id: string): Promise<void>;
  /**
   * The network made for this order, or for all its machines, that nobody else uses, now closed to new machines; null when there is none.
   */
  closeNetwork(order: StepOrder): Promise<StepNetwork | null>;
  /** Gives the /24 of a closed network back. */
  removeNetwork(id: string): Promise<void>;
  reserveVm(
    order: StepOrder,
    network: StepNetwork,
    range: { from: number; to: number },
    occupied: readonly number[],
  ): Promise<StepVm | null>;
  vmOf(order: StepOrder): Promise<StepVm>;
  findVm(order: StepOrder): Promise<StepVm | null>;
  markRemoved(vm: StepVm): Promise<void>;
  /** The VM's node: a candidate where it fits beside what is being deployed there. Null when none has room. */
  placeVm(vm: StepVm, candidates: readonly { node: string; freeGiB: number }[]): Promise<string | null>;
  nodeOfNetwork(networkId: string): Promise<string | null>;
  setMac(vm: StepVm, mac: string): Promise<void>;
  giveAddress(vm: StepVm, network: StepNetwork, taken: readonly string[]): Promise<string | null>;
  freeAddress(vm: StepVm): Promise<void>;
  markDelivered(vm: StepVm): Promise<void>;
  /** The names of all machines of the order. */
  machineNames(order: StepOrder): Promise<string[]>;
  /** The key that was made for the machines of the order; null when none of them has one. */
  madeSshKey(order: StepOrder): Promise<string | null>;
  keepMadeSshKey(vm: StepVm, publicKey: string | null): Promise<void>;
  /** Whether the bastion shall lead to the VM once it is delivered: yes, until it is said otherwise. */
  setReachable(vm: StepVm, reachable: boolean): Promise<void>;
  reachableVms(tenant: string): Promise<ReachableVm[]>;
  readonly tasks: TaskNotes;
  readonly secrets: SecretPort;
}

export interface Mail {
  to: string;
  subject: string;
  text: string;
  html: string;
  attachments?: { filename: string; content: string }[];
}

/** Mails on their way out. One that was put there is sent in its own time: nothing waits for a mail server. */
export interface MailPort {
  has(key: string): Promise<boolean>;
  /** Keeps a mail for sending, once for each key. `tenant` is who gets it, null for the operator: its address is looked up when it is sent. */
  put(key: string, tenant: string | null, mail: Mail): Promise<void>;
}

/** What tenants type to pass through the bastion, and the host key that they see there. */
export interface Jump {
  readonly user: string;
  readonly host: string;
  readonly port: number;
  readonly hostKey: string;
}

/** The bastion. It keeps lines for each tenant, see bastion/lines.ts. Errors are StepFailure and StepRetry. */
export interface BastionPort {
  readonly jump: Jump;
  /** The tenants that it has lines of. */
  tenants(): Promise<string[]>;
  linesOf(tenant: string): Promise<string[]>;
  /** Replaces all of a tenant's lines. */
  replaceLines(tenant: string, lines: readonly string[]): Promise<void>;
}

/** Everything that a step of one order may use. */
export interface StepContext {
  readonly order: StepOrder;
  readonly tenant: TenantConfig;
  readonly cluster: ClusterConfig;
  readonly pve: ProxmoxPort;
  readonly sdn: SdnPort;
  readonly store: StorePort;
  readonly mail: MailPort;
  /** Null when none is configured. */
  readonly bastion: BastionPort | null;
  /** Links that are good until `expires`. Never to be logged or kept. */
  choiceLinks(orderId: string, expires: Date): Promise<ChoiceLinks>;
  readonly boots: BootTimes;
  /** The order is being cancelled: a step that waits long gives up. */
  isCancelled(): Promise<boolean>;
  readonly settings: {
    agentTimeoutSeconds: number;
    packages: PackagesConfig;
    monitoredTag: string;
    nodeExporterPort: number;
    superNetworks: readonly string[];
    grafanaUrl: string;
  };
}
