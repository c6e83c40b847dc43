import type { ClusterConfig } from '@vigie/config/clusters';
import type { TenantConfig } from '@vigie/config/tenants';
import type { HttpMethod } from '@vigie/proxmox/client';
import type { TaskEntry } from '@vigie/proxmox/tasks';
import type { NetworkRow } from '../store/networks.ts';
import type { OrderRow } from '../store/orders.ts';
import type { SecretStore } from '../store/secrets.ts';
import type { TaskNote } from '../store/proxmox-tasks.ts';
import type { VmRow } from '../store/vms.ts';

/** What steps use of a Proxmox cluster. Errors are those of @vigie/proxmox. */
export interface ProxmoxPort {
  call<T>(method: HttpMethod, template: string, path: Record<string, string | number>, params?: Record<string, unknown>): Promise<T>;
  waitForTask(upid: string, deadlineMs: number): Promise<{ warnings: number }>;
  listTasks(node: string, filter: { since: Date; typefilter?: string; vmid?: number }): Promise<TaskEntry[]>;
  /** The id of our API token, to know our own tasks. */
  readonly tokenId: string;
}

/** What steps keep. Allocations are made on the first call and found again afterwards; they are null when nothing is left to give. */
export interface StorePort {
  allocateNetwork(order: OrderRow, kind: TenantConfig['kind'], taken: readonly string[]): Promise<NetworkRow | null>;
  networkOf(order: OrderRow): Promise<NetworkRow>;
  activateNetwork(id: string): Promise<void>;
  reserveVm(order: OrderRow, network: NetworkRow, range: { from: number; to: number }, occupied: readonly number[]): Promise<VmRow | null>;
  vmOf(order: OrderRow): Promise<VmRow>;
  placeVm(vm: VmRow, node: string): Promise<string>;
  nodeOfNetwork(networkId: string): Promise<string | null>;
  setMac(vm: VmRow, mac: string): Promise<void>;
  giveAddress(vm: VmRow, network: NetworkRow, taken: readonly string[]): Promise<string | null>;
  freeAddress(vm: VmRow): Promise<void>;
  markDelivered(vm: VmRow): Promise<void>;
  readonly tasks: {
    find(orderId: string, key: string): Promise<TaskNote | null>;
    sending(orderId: string, key: string): Promise<void>;
    started(orderId: string, key: string, upid: string): Promise<void>;
    forget(orderId: string, key: string): Promise<void>;
  };
  readonly secrets: SecretStore;
  /** Runs `act` while no other replica applies SDN changes to the cluster. */
  oneApplyAtATime<Result>(cluster: string, act: () => Promise<Result>): Promise<Result>;
}

export interface Mail {
  to: string;
  subject: string;
  text: string;
  html: string;
}

/** Sends a mail at most once for each key. `doubtful`: an earlier attempt broke off in the very moment of sending. */
export interface MailPort {
  wasSent(key: string): Promise<boolean>;
  sendOnce(key: string, mail: Mail): Promise<'sent' | 'doubtful'>;
}

/** Everything that a step of one order may use. */
export interface StepContext {
  readonly order: OrderRow;
  readonly tenant: TenantConfig;
  readonly cluster: ClusterConfig;
  readonly pve: ProxmoxPort;
  readonly store: StorePort;
  readonly mail: MailPort;
  readonly settings: { agentTimeoutSeconds: number; monitoredTag: string };
}
