import type { Clearing } from './errors.ts';
import { nodeTime } from './node-time.ts';
import type { TaskEntry } from './tasks.ts';
import type { Api } from './transport.ts';
import { parseUpid } from './upid.ts';

/** A cluster as far as tasks are started and found again. */
export interface TaskApi extends Pick<Api, 'call'> {
  /** The id of our API token, to know our own tasks. */
  readonly tokenId: string;
  /** How long after its sending a call without an answer may still start its task; default 30 s, the limit of Proxmox's own proxy. */
  readonly settleMs?: number;
  /** Hears what was found out of an earlier call whose task was not known; must not throw. */
  readonly onCleared?: (how: Clearing) => void;
  listTasks(node: string, filter: { since: Date; typefilter?: string; vmid?: number }): Promise<TaskEntry[]>;
}

/** How to know a task again. */
export interface TaskLook {
  /** Where it runs. */
  node: string;
  /** Its type and the VMID in its UPID, as Proxmox lists them; a clone has the template's. */
  type: string;
  vmid?: number;
  /** Tells our task from others of the same type and id, for tasks that do not carry the id of what they are for. */
  isOurs?(upid: string): Promise<boolean>;
}

/**
 * The newest task of our token that fits and began at or after a moment of the node's own clock; null when there is none. What the list
 * has of the future is from before that clock was set back, and is none of it.
 */
export async function findOwnTask(api: TaskApi, look: TaskLook, since: Date): Promise<string | null> {
  const { node, type, vmid } = look;
  const entries = await api.listTasks(node, { since, typefilter: type, ...(vmid !== undefined && { vmid }) });
  // The list's own `user` leaves the token's name out, the UPID has it. Its filter finds parts of a type, too.
  const fitting = entries.map(({ upid }) => ({ upid, ...parseUpid(upid) })).filter((task) => task.user === api.tokenId && task.type === type);
  if (fitting.length === 0) return null;
  const now = await nodeTime(api, node);
  for (const { upid, startTime } of fitting) {
    if (startTime <= now && (look.isOurs === undefined || (await look.isOurs(upid)))) return upid;
  }
  return null;
}
