import { forbidden, invalid } from '../http/api-error.ts';
import { Listing, list, number, optionalText, text } from '../http/call.ts';
import type { Call, Endpoint } from '../http/call.ts';
import { holds } from '../model/permissions.ts';
import { now } from '../simulator.ts';
import type { Task } from '../state/world.ts';

/** Seconds; seen were one or two, and not half a minute. */
const rereadAfter = 5;

export const taskEndpoints: Endpoint[] = [
  { method: 'GET', template: '/nodes/{node}/tasks', handle: listTasks },
  { method: 'GET', template: '/nodes/{node}/tasks/{upid}/status', handle: taskStatus },
  { method: 'GET', template: '/nodes/{node}/tasks/{upid}/log', handle: taskLog },
  { method: 'DELETE', template: '/nodes/{node}/tasks/{upid}', handle: stopTask },
];

/** A user sees the tasks of all its tokens, a token only its own; Sys.Audit on the node sees all. */
function isOwn({ identity }: Call, task: Task): boolean {
  return task.user === identity.user && (identity.token === null || task.tokenid === identity.token);
}

/** Newest first. `node` null: of the whole cluster. */
export function visibleTasks(call: Call, node: string | null): unknown[] {
  const audits = new Map(
    Object.keys(call.world.nodes).map((name) => [name, holds(call.world, call.identity, `/nodes/${name}`, 'Sys.Audit')]),
  );
  return call.world.tasks
    .filter((task) => (node === null || task.node === node) && (audits.get(task.node) === true || isOwn(call, task)))
    .map((task) => {
      const { upid, type, id, user, tokenid, starttime, endtime, exitstatus } = task;
      const row = { upid, node: task.node, type, id, user, ...(tokenid === undefined ? {} : { tokenid }), starttime };
      const ended = endtime === undefined ? {} : { endtime, status: exitstatus };
      return node === null
        ? { ...row, ...ended, ...(endtime === undefined ? { pid: task.pid } : { saved: isFresh(call, task) ? 1 : '1' }) }
        : { ...row, ...ended, pid: task.pid, pstart: task.pstart };
    });
}

/** Observed: of the task that ended last on a node `saved` is a number while the node has not read its list again, of all others a text. */
function isFresh({ sim }: Call, task: Task): boolean {
  return sim.tasks.lastEnded.get(task.node) === task && (task.endtime ?? 0) > now() - rereadAfter;
}

interface Row {
  type: string;
  id: string;
  user: string;
  tokenid?: string;
  starttime: number;
  status?: string;
  endtime?: number;
}

function listTasks(call: Call): Listing {
  const source = optionalText(call, 'source') ?? 'archive';
  const { vmid, since, until, errors, start, limit } = call.params;
  const typefilter = optionalText(call, 'typefilter');
  const userfilter = optionalText(call, 'userfilter');
  const states = list(call, 'statusfilter');
  const rows = (visibleTasks(call, text(call, 'node')) as Row[]).filter((row) => {
    const running = row.endtime === undefined;
    if ((source === 'archive' && running) || (source === 'active' && !running)) return false;
    if (vmid !== undefined && row.id !== String(vmid)) return false;
    if (typefilter !== undefined && row.type !== typefilter) return false;
    if (userfilter !== undefined && !row.user.includes(userfilter)) return false;
    if (since !== undefined && row.starttime < Number(since)) return false;
    if (until !== undefined && row.starttime > Number(until)) return false;
    if (errors === 1 && (running || stateOf(row) === 'ok')) return false;
    return states.length === 0 || states.includes(stateOf(row));
  });
  const from = Number(start ?? 0);
  const page = rows.slice(from, from + Number(limit ?? 50));
  return new Listing(source === 'active' ? page.map(active) : page, rows.length);
}

/** The file of running tasks names the caller in one word. */
function active({ tokenid, ...row }: Row): unknown {
  return { ...row, user: tokenid === undefined ? row.user : `${row.user}!${tokenid}`, saved: '0', status: 'RUNNING' };
}

function stateOf(row: Row): string {
  if (row.status === 'OK') return 'ok';
  if (row.status?.startsWith('WARNINGS: ') === true) return 'warning';
  return row.status === undefined || row.status === 'unexpected status' ? 'unknown' : 'error';
}

function taskOf(call: Call): Task | null {
  const task = call.world.tasks.find((item) => item.upid === text(call, 'upid'));
  const node = text(call, 'node');
  if (task !== undefined && !isOwn(call, task) && !holds(call.world, call.identity, `/nodes/${node}`, 'Sys.Audit'))
    forbidden(`/nodes/${node}`, ['Sys.Audit']);
  // The log files of a task lie on its own node.
  return task === undefined || task.node !== node ? null : task;
}

function taskStatus(call: Call): unknown {
  const task = taskOf(call);
  if (task === null) invalid({ upid: 'no such task' });
  const { log: _, endtime, exitstatus, ...fields } = task;
  return endtime === undefined ? { ...fields, status: 'running' } : { ...fields, status: 'stopped', exitstatus };
}

function taskLog(call: Call): Listing {
  const lines = taskOf(call)?.log ?? ['unable to open file - No such file or directory'];
  const start = Number(call.params['start'] ?? 0);
  const limit = call.params['limit'] === undefined ? 50 : number(call, 'limit');
  const page = limit === 0 ? lines.slice(start) : lines.slice(start, start + limit);
  return new Listing(
    page.map((t, index) => ({ n: start + index + 1, t })),
    lines.length,
  );
}

async function stopTask(call: Call): Promise<null> {
  const task = call.world.tasks.find((item) => item.upid === text(call, 'upid'));
  const node = text(call, 'node');
  if (task === undefined) return null;
  if (!isOwn(call, task) && !holds(call.world, call.identity, `/nodes/${node}`, 'Sys.Modify')) forbidden(`/nodes/${node}`, ['Sys.Modify']);
  call.sim.tasks.abort(task.upid);
  // Observed: the answer comes when the worker is gone.
  await call.sim.tasks.ended(task.upid);
  return null;
}
