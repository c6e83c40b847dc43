import { isQuorate, notReady } from '../model/quorum.ts';
import type { Simulator } from '../simulator.ts';
import { wait } from '../simulator.ts';
import { die } from './api-error.ts';
import type { Endpoint, Param } from './call.ts';

/** Where a write takes a lock of the cluster: the lock's name, and what the call says before its text, by method. */
interface Lock {
  under: string;
  lock: string;
  POST?: string;
  PUT?: string;
  DELETE?: string;
}

const user = 'file-user_cfg';
const sdn = 'file-sdn__running-config';

/** Recorded are the locks of tokens and of the cluster's firewall; the other names follow the same scheme (`file-` and the file, `firewall-` and whose). */
const locks: readonly Lock[] = [
  { under: '/access/users/{userid}/token/', lock: user, POST: 'generating token failed: ', PUT: 'updating token failed: ', DELETE: 'deleting token failed: ' },
  { under: '/access/users', lock: user, POST: 'create user failed: ', PUT: 'update user failed: ', DELETE: 'delete user failed: ' },
  { under: '/access/groups', lock: user, POST: 'create group failed: ', PUT: 'update group failed: ', DELETE: 'delete group failed: ' },
  { under: '/access/roles', lock: user, POST: 'create role failed: ', PUT: 'update role failed: ', DELETE: 'delete role failed: ' },
  { under: '/access/password', lock: 'file-priv_shadow_cfg' },
  { under: '/access/acl', lock: user, PUT: 'ACL update failed: ' },
  { under: '/pools', lock: user, POST: 'create pool failed: ', PUT: 'update pools failed: ', DELETE: 'delete pool failed: ' },
  { under: '/cluster/firewall', lock: 'firewall-cluster' },
  { under: '/nodes/{node}/qemu/{vmid}/firewall', lock: 'firewall-vm-{vmid}' },
  { under: '/nodes/{node}/firewall', lock: 'firewall-host-{node}' },
  { under: '/cluster/sdn/vnets/{vnet}/firewall', lock: 'firewall-vnet-{vnet}' },
  { under: '/cluster/sdn', lock: sdn },
  { under: '/cluster/backup', lock: 'file-jobs_cfg' },
  { under: '/cluster/ha', lock: 'domain-ha' },
  { under: '/cluster/replication', lock: 'file-replication_cfg' },
  { under: '/storage', lock: 'file-storage_cfg', POST: 'create storage failed: ', PUT: 'update storage failed: ', DELETE: 'delete storage failed: ' },
];

/** Calls that ask for quorum at once. What is in neither list writes no file of the cluster, or writes it in its task. */
const immediate = new Set(['POST /nodes/{node}/qemu', 'POST /nodes/{node}/qemu/{vmid}/clone', 'POST /nodes/{node}/qemu/{vmid}/migrate']);

/** Refuses a write that a cluster without quorum refuses before it starts. A lock is waited for first. */
export async function requireQuorum(sim: Simulator, { method, template }: Endpoint, params: Record<string, Param>): Promise<void> {
  if (method === 'GET' || isQuorate(sim.world)) return;
  if (immediate.has(`${method} ${template}`)) die(notReady);
  const found = locks.find(({ under }) => template.startsWith(under));
  if (found === undefined) return;
  await wait(sim.delays.clusterLock);
  die(`${found[method] ?? ''}cfs-lock '${found.lock.replace(/\{(\w+)\}/, (_, name: string) => String(params[name]))}' error: no quorum!`);
}
