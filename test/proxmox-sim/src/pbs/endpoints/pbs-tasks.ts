import { Listing } from '../../http/call.ts';
import type { Task } from '../../state/world.ts';
import { textParam } from '../call.ts';
import type { PbsCall, PbsEndpoint } from '../call.ts';
import { PbsError } from '../http/pbs-error.ts';
import { pbsHolds, requirePbs } from '../model/pbs-permissions.ts';

const base = '/nodes/{node}/tasks';

export const pbsTaskEndpoints: PbsEndpoint[] = [
  { method: 'GET', template: base, handle: listTasks },
  { method: 'GET', template: `${base}/{upid}/status`, handle: taskStatus },
  { method: 'GET', template: `${base}/{upid}/log`, handle: taskLog },
  { method: 'DELETE', template: `${base}/{upid}`, handle: stopTask },
];

/** A user has the tasks of its tokens too. */
function isOwn({ identity }: PbsCall, task: Task): boolean {
  return task.user === identity.user && (identity.token === null || task.tokenid === identity.token);
}

function stateOf({ exitstatus }: Task): string {
  if (exitstatus === 'OK') return 'ok';
  if (exitstatus?.startsWith('WARNINGS: ') === true) return 'warning';
  return exitstatus === undefined || exitstatus === 'unexpected status' ? 'unknown' : 'error';
}

/** The datastore that a task works on. A sync job's id names both ends, its own datastore third. */
function storeOf({ type, id }: Task): string {
  return id.split(':')[type === 'syncjob' ? 2 : 0] ?? '';
}

function listTasks(call: PbsCall): Listing {
  const { params } = call;
  const all = pbsHolds(call, '/system/tasks', 'Sys.Audit');
  const states = params['statusfilter'];
  const rows = call.pbs.tasks.filter((task) => {
    const running = task.endtime === undefined;
    if (!all && !isOwn(call, task)) return false;
    if (params['running'] === true && !running) return false;
    if (params['errors'] === true && (running || stateOf(task) === 'ok')) return false;
    if (params['since'] !== undefined && task.starttime < Number(params['since'])) return false;
    if (params['until'] !== undefined && task.starttime > Number(params['until'])) return false;
    if (params['typefilter'] !== undefined && !task.type.includes(String(params['typefilter']))) return false;
    if (params['userfilter'] !== undefined && !task.user.includes(String(params['userfilter']))) return false;
    if (params['store'] !== undefined && storeOf(task) !== params['store']) return false;
    return !Array.isArray(states) || states.includes(stateOf(task));
  });
  const start = Number(params['start'] ?? 0);
  const limit = Number(params['limit'] ?? 50);
  return new Listing(rows.slice(start, limit === 0 ? undefined : start + limit).map(row), rows.length);
}

function row({ upid, node, pid, pstart, starttime, type, id, user, tokenid, endtime, exitstatus }: Task): unknown {
  return {
    upid,
    node,
    pid,
    pstart,
    starttime,
    worker_type: type,
    worker_id: id,
    user: tokenid === undefined ? user : `${user}!${tokenid}`,
    ...(endtime === undefined ? {} : { endtime, status: exitstatus }),
  };
}

function taskOf(call: PbsCall, privilege: string): Task {
  const task = call.pbs.tasks.find((item) => item.upid === textParam(call, 'upid'));
  if (task === undefined || !isOwn(call, task)) requirePbs(call, '/system/tasks', privilege);
  if (task === undefined) throw new PbsError(404, 'no such task');
  return task;
}

function taskStatus(call: PbsCall): unknown {
  const { log: _, endtime, exitstatus, ...fields } = taskOf(call, 'Sys.Audit');
  return endtime === undefined ? { ...fields, status: 'running' } : { ...fields, status: 'stopped', exitstatus, endtime };
}

function taskLog(call: PbsCall): Listing {
  const { log } = taskOf(call, 'Sys.Audit');
  const start = Number(call.params['start'] ?? 0);
  const limit = Number(call.params['limit'] ?? 50);
  const page = log.slice(start, limit === 0 ? undefined : start + limit);
  return new Listing(
    page.map((t, index) => ({ n: start + index + 1, t })),
    log.length,
  );
}

function stopTask(call: PbsCall): null {
  call.sim.pbsTasks.abort(taskOf(call, 'Sys.Modify').upid);
  return null;
}
