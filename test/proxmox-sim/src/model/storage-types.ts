import type { Call } from '../http/call.ts';
import { wait } from '../simulator.ts';
import { hashSecret } from '../http/authenticate.ts';

/** What storages of a type can do, and how large a new one is. */
export interface StorageType {
  required: readonly string[];
  /** What it may hold, and what it holds when nothing is said. */
  content: readonly string[];
  preset: readonly string[];
  shared: boolean;
  size: { total: number; used: number };
}

const gib = 1024 ** 3;

export const storageTypes: Record<string, StorageType> = {
  dir: {
    required: ['path'],
    content: ['images', 'rootdir', 'vztmpl', 'iso', 'backup', 'snippets', 'import', 'none'],
    preset: ['images', 'rootdir'],
    shared: false,
    size: { total: 94 * gib, used: 11 * gib },
  },
  lvmthin: {
    required: ['thinpool', 'vgname'],
    content: ['images', 'rootdir'],
    preset: ['images', 'rootdir'],
    shared: false,
    size: { total: 350 * gib, used: 0 },
  },
  zfspool: { required: ['pool'], content: ['images', 'rootdir'], preset: ['images', 'rootdir'], shared: false, size: { total: 1024 * gib, used: 0 } },
  pbs: { required: ['datastore', 'server'], content: ['backup', 'none'], preset: ['backup'], shared: true, size: { total: 0, used: 0 } },
  rbd: { required: [], content: ['images', 'rootdir'], preset: ['images'], shared: true, size: { total: 4096 * gib, used: 210 * gib } },
};

/** Proxmox looks at a new storage before it keeps it. The only servers that there are, are the backup server on this machine, and Ceph. */
export async function requireConnection(call: Call, storage: string, type: string, options: Record<string, string>): Promise<string | null> {
  const { sim } = call;
  const { pbs } = call.world;
  if (type === 'nfs' || type === 'cifs') {
    await wait(sim.delays.noRoute * 2);
    return `storage '${storage}' is not online`;
  }
  if (type !== 'pbs') return null;
  const { server = '', port = '8007', datastore = '' } = options;
  if (!['127.0.0.1', 'localhost'].includes(server) || !pbs.online) {
    await wait(sim.delays.noRoute);
    return `${storage}: error fetching datastores - 500 Can't connect to ${server}:${port} (No route to host)`;
  }
  if (!isToken(call, options['username'] ?? 'root@pam', String(call.params['password'] ?? '')))
    return `${storage}: error fetching datastores - 401 Unauthorized`;
  return pbs.datastores[datastore] === undefined ? `${storage}: Cannot find datastore '${datastore}', check permissions and existence!` : null;
}

function isToken({ world }: Call, username: string, password: string): boolean {
  const [user = '', token = ''] = username.split('!');
  return world.pbs.users[user]?.tokens[token]?.secretHash === hashSecret(password);
}
