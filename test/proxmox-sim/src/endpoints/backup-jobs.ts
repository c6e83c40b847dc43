import { randomUUID } from 'node:crypto';
import { ApiError, die, forbidden, invalid } from '../http/api-error.ts';
import { list, number, optionalText, text } from '../http/call.ts';
import type { Call, Endpoint } from '../http/call.ts';
import { nextRun } from '../model/calendar.ts';
import { holds } from '../model/permissions.ts';
import { now } from '../simulator.ts';
import type { ConfigValue } from '../state/world.ts';

type Job = Record<string, ConfigValue>;

export const backupJobEndpoints: Endpoint[] = [
  { method: 'GET', template: '/cluster/backup', handle: listJobs },
  { method: 'POST', template: '/cluster/backup', handle: createJob },
  { method: 'GET', template: '/cluster/backup/{id}', handle: getJob },
  { method: 'PUT', template: '/cluster/backup/{id}', handle: updateJob },
  { method: 'DELETE', template: '/cluster/backup/{id}', handle: deleteJob },
  { method: 'GET', template: '/cluster/backup-info/not-backed-up', handle: notBackedUp },
  { method: 'GET', template: '/cluster/jobs/schedule-analyze', handle: analyzeSchedule },
];

/** Jobs are kept and listed; nothing runs them. */
function shown(id: string, job: Job): Record<string, unknown> {
  const prune = job['prune-backups'];
  const retention =
    prune === undefined
      ? {}
      : {
          'prune-backups': Object.fromEntries(
            String(prune)
              .split(',')
              .map((part) => part.split('=', 2)),
          ) as object,
        };
  return { ...job, ...retention, id, type: 'vzdump' };
}

function listJobs({ world }: Call): unknown[] {
  return Object.entries(world.backupJobs).map(([id, job]) => {
    const next = nextRun(String(job['schedule']), now());
    return { ...shown(id, job), ...(next === null ? {} : { 'next-run': next }) };
  });
}

function getJob(call: Call): unknown {
  const id = text(call, 'id');
  const job = call.world.backupJobs[id];
  if (job === undefined) invalid({ id: `No such job '${id}'` });
  return shown(id, job);
}

/** `starttime` and `dow` are the old way to say `schedule`. */
function jobOf(call: Call): Job {
  const { node: _, id: __, delete: ___, starttime, dow, ...rest } = call.params;
  const job = Object.fromEntries(Object.entries(rest).map(([key, value]) => [key, Array.isArray(value) ? value.join(',') : value])) as Job;
  if (call.params['node'] !== undefined) job['node'] = String(call.params['node']);
  if (starttime !== undefined) job['schedule'] = `${dow === undefined ? '' : `${String(dow)} `}${String(starttime)}`;
  return job;
}

function requireStorage(call: Call): void {
  const storage = optionalText(call, 'storage');
  const prunes = call.params['prune-backups'] !== undefined;
  const { world, identity } = call;
  if (storage !== undefined && prunes && !holds(world, identity, `/storage/${storage}`, 'Datastore.Allocate'))
    forbidden(`/storage/${storage}`, ['Datastore.Allocate']);
}

function createJob(call: Call): null {
  const { params, world } = call;
  requireStorage(call);
  if (params['schedule'] === undefined && params['starttime'] === undefined)
    invalid({ schedule: "neither 'starttime' nor 'schedule' were set" });
  const id = optionalText(call, 'id') ?? `backup-${randomUUID().slice(0, 13)}`;
  if (world.backupJobs[id] !== undefined) die(`Job '${id}' already exists`);
  if (params['vmid'] === undefined && params['pool'] === undefined && params['all'] !== 1) nested('vmid: property is missing');
  world.backupJobs[id] = { enabled: 1, ...jobOf(call) };
  return null;
}

function updateJob(call: Call): null {
  const id = text(call, 'id');
  const job = call.world.backupJobs[id] ?? nested(`id: No such job '${id}'`);
  requireStorage(call);
  for (const key of list(call, 'delete')) delete job[key];
  const selection = ['vmid', 'pool', 'all'];
  // One way to choose guests replaces the other.
  if (selection.some((key) => call.params[key] !== undefined)) for (const key of selection) delete job[key];
  Object.assign(job, jobOf(call));
  return null;
}

function deleteJob(call: Call): null {
  const id = text(call, 'id');
  if (call.world.backupJobs[id] === undefined) nested(`id: No such job '${id}'`);
  delete call.world.backupJobs[id];
  return null;
}

/** A 400 inside of a locked section becomes a 500 with the text of the 400. */
function nested(problem: string): never {
  throw new ApiError(500, `400 Parameter verification failed.\n${problem}`);
}

/** The next times of a schedule, fewer when it does not come so often. */
function analyzeSchedule(call: Call): unknown[] {
  const times: number[] = [];
  const count = call.params['iterations'] === undefined ? 10 : number(call, 'iterations');
  let after = call.params['starttime'] === undefined ? now() : number(call, 'starttime');
  while (times.length < count) {
    const next = nextRun(text(call, 'schedule'), after);
    if (next === null) break;
    times.push(next);
    after = next;
  }
  return times.map((timestamp) => ({ timestamp, utc: gmtime(timestamp) }));
}

/** `Sun Dec  6 01:00:00 2026` */
function gmtime(seconds: number): string {
  const [, day = '', date = '', month = '', year = '', time = ''] =
    /^(\w+), (\d+) (\w+) (\d+) (\S+)/.exec(new Date(seconds * 1000).toUTCString()) ?? [];
  return `${day} ${month} ${String(Number(date)).padStart(2)} ${time} ${year}`;
}

/** Guests that no enabled job takes. */
function notBackedUp({ world, identity }: Call): unknown[] {
  const jobs = Object.values(world.backupJobs).filter((job) => job['enabled'] !== 0);
  const covered = (vmid: number): boolean =>
    jobs.some((job) => {
      if (job['all'] === 1)
        return !String(job['exclude'] ?? '')
          .split(',')
          .includes(String(vmid));
      if (job['pool'] !== undefined) return world.pools[String(job['pool'])]?.vms.includes(vmid) === true;
      return String(job['vmid']).split(',').includes(String(vmid));
    });
  return Object.values(world.guests)
    .filter(({ vmid, config }) => config['template'] !== 1 && !covered(vmid) && holds(world, identity, `/vms/${vmid}`, 'VM.Audit'))
    .map(({ vmid, config }) => ({ vmid, name: config['name'] ?? `VM ${vmid}`, type: 'qemu' }));
}
