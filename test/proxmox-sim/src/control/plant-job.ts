import { pbsNode, pbsTaskBook } from '../pbs/task-book.ts';
import { now } from '../simulator.ts';
import type { Simulator } from '../simulator.ts';
import type { PbsJob, PbsJobKind, PbsSection, PbsState } from '../state/pbs-state.ts';

/**
 * Puts a job on the backup server as if somebody had made it, and its last run into the task list, without running anything:
 * `{kind: 'sync'|'verify'|'prune', id, config, lastRun?: {ageSeconds = 0, state = 'OK'}}`; `state` null: it runs still, and never ends.
 * A remote that the job names is made too. Answers the job.
 */
export function plantJob(sim: Simulator, body: Record<string, unknown>): PbsJob {
  const { pbs } = sim.world;
  const { kind, id, config, lastRun } = body;
  if (kind !== 'sync' && kind !== 'verify' && kind !== 'prune') throw new Error("kind must be 'sync', 'verify' or 'prune'");
  if (typeof id !== 'string' || id === '') throw new Error('id must be a text');
  if (!isObject(config) || typeof config['store'] !== 'string') throw new Error('config must be an object with a store');
  if (lastRun !== undefined && !isObject(lastRun)) throw new Error('lastRun must be an object');
  const job: PbsJob = {
    config: config as PbsSection,
    created: now() - 30 * 86_400,
    upid: lastRun === undefined ? null : plantRun(pbs, kind, `${config['store']}:${id}`, lastRun),
  };
  pbs.jobs[kind][id] = job;
  if (typeof config['remote'] === 'string')
    pbs.remotes[config['remote']] ??= { config: { host: 'pbs.example.com', 'auth-id': 'sync@pbs!vigie' }, reachable: true };
  sim.onChange();
  return job;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const types: Record<PbsJobKind, string> = { sync: 'syncjob', verify: 'verificationjob', prune: 'prunejob' };

function plantRun(pbs: PbsState, kind: PbsJobKind, name: string, run: Record<string, unknown>): string {
  const { ageSeconds = 0, state = 'OK' } = run;
  if (typeof ageSeconds !== 'number') throw new Error('ageSeconds must be a number');
  if (state !== null && typeof state !== 'string') throw new Error('state must be a text or null');
  const { counters, tasks, upid } = pbsTaskBook(pbs);
  counters.pid += 1;
  counters.serial += 1;
  const starttime = now() - ageSeconds;
  const id = kind === 'sync' ? `-:-:${name}` : name;
  const fields = { node: pbsNode, pid: counters.pid, pstart: 0, starttime, type: types[kind], id, user: 'root@pam' };
  const ended = state === null ? {} : { endtime: Math.min(starttime + 60, now()), exitstatus: state };
  const task = { ...fields, ...ended, upid: upid(fields, 'root@pam', counters.serial), log: state === null ? [] : [`TASK ${state}`] };
  tasks.push(task);
  tasks.sort((a, b) => b.starttime - a.starttime);
  return task.upid;
}
