import { now } from '../../clock.ts';
import type { PbsJob, PbsJobKind, PbsSection, PbsState } from '../../state/pbs-state.ts';
import { textParam } from '../call.ts';
import type { PbsCall, PbsEndpoint } from '../call.ts';
import { PbsError } from '../http/pbs-error.ts';
import { Versioned, requireUnchanged } from '../versioned.ts';
import { namespacePath } from './pbs-permissions.ts';
import { nextEvent, requireSchedule } from './schedule.ts';
import { changedSection, sectionOf } from './section.ts';

/** What sets one kind of job apart from another. */
export interface JobRules {
  kind: PbsJobKind;
  mayRead: (call: PbsCall, config: PbsSection) => boolean;
  /** Throws when the caller may not make, change or run such a job. */
  requireChange: (call: PbsCall, config: PbsSection) => void;
  /** Throws when the job makes no sense. */
  check: (config: PbsSection) => void;
  /** Whether a list shows it that was asked for with parameters. */
  listed: (call: PbsCall, config: PbsSection) => boolean;
  /** Starts its task and answers the UPID. */
  run: (call: PbsCall, id: string, config: PbsSection) => string;
}

/** The configuration of a kind of job, its state, and its run. */
export function jobEndpoints(rules: JobRules): PbsEndpoint[] {
  const { kind } = rules;
  const one = `/config/${kind}/{id}`;
  return [
    {
      method: 'GET',
      template: `/config/${kind}`,
      handle: (call) => new Versioned(visible(call, rules).map(configRow), call.pbs.jobs[kind]),
    },
    { method: 'POST', template: `/config/${kind}`, handle: (call) => create(call, rules) },
    { method: 'GET', template: one, handle: (call) => new Versioned(configRow(readable(call, rules)), call.pbs.jobs[kind]) },
    { method: 'PUT', template: one, handle: (call) => update(call, rules) },
    { method: 'DELETE', template: one, handle: (call) => remove(call, rules) },
    {
      method: 'GET',
      template: `/admin/${kind}`,
      handle: (call) =>
        new Versioned(
          visible(call, rules).map((job) => ({ ...configRow(job), ...stateOf(call.pbs, job[1]) })),
          call.pbs.jobs[kind],
        ),
    },
    { method: 'POST', template: `/admin/${kind}/{id}/run`, handle: (call) => run(call, rules) },
  ];
}

/** The namespace that a job works on, as ACLs write it. */
export function jobPath(config: PbsSection): string {
  return namespacePath(String(config['store']), String(config['ns'] ?? ''));
}

function visible(call: PbsCall, rules: JobRules): [string, PbsJob][] {
  const store = textParam(call, 'store');
  return Object.entries(call.pbs.jobs[rules.kind]).filter(
    ([, { config }]) => (store === '' || config['store'] === store) && rules.mayRead(call, config) && rules.listed(call, config),
  );
}

function configRow([id, { config }]: [string, PbsJob]): Record<string, unknown> {
  return { id, ...config };
}

/** The last run, as its task tells it, and the next one. */
function stateOf({ tasks }: PbsState, { config, created, upid }: PbsJob): Record<string, unknown> {
  const task = tasks.find((item) => item.upid === upid);
  const next = config['disable'] === true ? undefined : nextEvent(config['schedule'], task?.starttime ?? created);
  return {
    ...(upid === null ? {} : { 'last-run-upid': upid }),
    ...(task?.endtime === undefined ? {} : { 'last-run-endtime': task.endtime, 'last-run-state': task.exitstatus }),
    ...(next === undefined ? {} : { 'next-run': next }),
  };
}

function jobOf(call: PbsCall, { kind }: JobRules): [string, PbsJob] {
  const id = textParam(call, 'id');
  const job = call.pbs.jobs[kind][id];
  if (job === undefined) throw new PbsError(400, `no such ${kind === 'verify' ? 'verification' : kind} '${id}'`);
  return [id, job];
}

function readable(call: PbsCall, rules: JobRules): [string, PbsJob] {
  const found = jobOf(call, rules);
  if (!rules.mayRead(call, found[1].config)) throw new PbsError(403, 'permission check failed');
  return found;
}

function create(call: PbsCall, rules: JobRules): null {
  const id = textParam(call, 'id');
  const jobs = call.pbs.jobs[rules.kind];
  const config = sectionOf(call.params, ['id']);
  rules.requireChange(call, config);
  requireSchedule(config['schedule']);
  rules.check(config);
  if (jobs[id] !== undefined) throw new PbsError(400, `parameter verification failed - 'id': job '${id}' already exists.`);
  jobs[id] = { config, created: now(), upid: null };
  return null;
}

function update(call: PbsCall, rules: JobRules): null {
  const [, job] = jobOf(call, rules);
  rules.requireChange(call, job.config);
  requireUnchanged(call.params['digest'], call.pbs.jobs[rules.kind]);
  const config = changedSection(job.config, call.params, ['id']);
  rules.requireChange(call, config);
  requireSchedule(config['schedule']);
  rules.check(config);
  job.config = config;
  return null;
}

function remove(call: PbsCall, rules: JobRules): null {
  const id = textParam(call, 'id');
  const jobs = call.pbs.jobs[rules.kind];
  const job = jobs[id];
  if (job === undefined) throw new PbsError(404, `job '${id}' does not exist.`);
  rules.requireChange(call, job.config);
  requireUnchanged(call.params['digest'], jobs);
  delete jobs[id];
  return null;
}

function run(call: PbsCall, rules: JobRules): string {
  const [id, job] = jobOf(call, rules);
  rules.requireChange(call, job.config);
  job.upid = rules.run(call, id, job.config);
  return job.upid;
}
