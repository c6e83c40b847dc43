import { die, forbidden, invalid } from '../http/api-error.ts';
import { list, number, optionalText, text } from '../http/call.ts';
import type { Call, Endpoint } from '../http/call.ts';
import { holds } from '../model/permissions.ts';
import { nextSync, notReplicable, run, settleReplication } from '../model/replication.ts';
import { now } from '../simulator.ts';
import type { ReplicationJob } from '../state/ha-state.ts';

const onNode = '/nodes/{node}/replication';

export const replicationEndpoints: Endpoint[] = [
  { method: 'GET', template: '/cluster/replication', handle: (call) => rows(call, () => true).map(([id, job]) => definition(call, id, job)) },
  { method: 'POST', template: '/cluster/replication', handle: create },
  { method: 'GET', template: '/cluster/replication/{id}', handle: (call) => definition(call, text(call, 'id'), jobOf(call, 'VM.Audit')) },
  { method: 'PUT', template: '/cluster/replication/{id}', handle: update },
  { method: 'DELETE', template: '/cluster/replication/{id}', handle: remove },
  { method: 'GET', template: onNode, handle: listOnNode },
  { method: 'GET', template: `${onNode}/{id}/status`, handle: (call) => status(call, text(call, 'id'), jobOf(call, 'VM.Audit')) },
  { method: 'GET', template: `${onNode}/{id}/log`, handle: log },
  { method: 'POST', template: `${onNode}/{id}/schedule_now`, handle: scheduleNow },
];

function rows({ world, identity }: Call, wanted: (job: ReplicationJob) => boolean): [string, ReplicationJob][] {
  settleReplication(world);
  return Object.entries(world.replication ?? {}).filter(
    ([, job]) => wanted(job) && holds(world, identity, `/vms/${job.guest}`, 'VM.Audit'),
  );
}

function jobOf({ world, identity, params }: Call, privilege: string): ReplicationJob {
  settleReplication(world);
  const id = String(params['id']);
  const job = world.replication?.[id] ?? die(`no such replication job '${id}'`);
  if (!holds(world, identity, `/vms/${job.guest}`, privilege)) forbidden(`/vms/${job.guest}`, [privilege]);
  return job;
}

function definition({ world }: Call, id: string, { state: _, guest, ...settings }: ReplicationJob): Record<string, unknown> {
  const source = world.guests[guest]?.node;
  return { id, type: 'local', guest: String(guest), jobnum: id.split('-')[1], ...(source === undefined ? {} : { source }), ...settings };
}

function status(call: Call, id: string, job: ReplicationJob): unknown {
  const { last_sync = 0, last_try = 0, fail_count, error } = job.state;
  const times = { last_sync, last_try, next_sync: job.disable === 1 ? 0 : nextSync(job), duration: last_try === 0 ? 0 : 2.5 };
  return { ...definition(call, id, job), vmtype: 'qemu', ...times, fail_count, ...(error === undefined ? {} : { error }) };
}

function listOnNode(call: Call): unknown[] {
  const { world, params } = call;
  const here = (job: ReplicationJob): boolean => world.guests[job.guest]?.node === text(call, 'node');
  return rows(call, (job) => here(job) && (params['guest'] === undefined || job.guest === number(call, 'guest'))).map(([id, job]) =>
    status(call, id, job),
  );
}

/** Only storages that can send snapshots to each other replicate; each guest has one job per target. */
function create(call: Call): null {
  const { world, identity } = call;
  const id = text(call, 'id');
  const vmid = Number(id.split('-', 1)[0]);
  const target = text(call, 'target');
  if (!holds(world, identity, `/vms/${vmid}`, 'VM.Replicate')) forbidden(`/vms/${vmid}`, ['VM.Replicate']);
  const guest = world.guests[vmid] ?? die(`no such VM ('${vmid}')`);
  const jobs = world.replication ?? {};
  if (jobs[id] !== undefined) die(`replication job '${id}' already exists`);
  if (world.nodes[target] === undefined) die(`no such cluster node '${target}'`);
  if (target === guest.node) invalid({ target: 'target is local node.' });
  const stuck = notReplicable(world, guest);
  if (stuck !== null) die(`missing replicate feature on volume '${stuck}'`);
  if (Object.values(jobs).some((job) => job.guest === vmid && job.target === target))
    die(`replication job for guest '${vmid}' to target '${target}' already exists`);
  jobs[id] = { guest: vmid, target, schedule: '*/15', ...settings(call), state: { since: now(), fail_count: 0 } };
  world.replication = jobs;
  return null;
}

function settings(call: Call): Partial<ReplicationJob> {
  const { params } = call;
  const [schedule, comment, removal] = ['schedule', 'comment', 'remove_job'].map((name) => optionalText(call, name));
  return {
    ...(schedule === undefined ? {} : { schedule }),
    ...(comment === undefined ? {} : { comment }),
    ...(removal === undefined ? {} : { remove_job: removal }),
    ...(params['rate'] === undefined ? {} : { rate: Number(params['rate']) }),
    ...(params['disable'] === 1 ? { disable: 1 } : {}),
  };
}

function update(call: Call): null {
  const job = jobOf(call, 'VM.Replicate');
  for (const key of list(call, 'delete')) {
    if (key === 'schedule') job.schedule = '*/15';
    if (key === 'comment' || key === 'rate' || key === 'disable') delete job[key];
  }
  if (call.params['disable'] === 0) delete job.disable;
  Object.assign(job, settings(call));
  if (call.params['schedule'] !== undefined) job.state.since = now();
  return null;
}

/** Marked first: the next run removes the copies, and the job with them. */
function remove(call: Call): null {
  const { world, params } = call;
  if (params['force'] === 1) {
    if (world.replication?.[text(call, 'id')] === undefined) return null;
    jobOf(call, 'VM.Replicate');
    delete world.replication[text(call, 'id')];
    return null;
  }
  const job = jobOf(call, 'VM.Replicate');
  job.remove_job = params['keep'] === 1 ? 'local' : 'full';
  job.state.since = now();
  return null;
}

function log(call: Call): unknown[] {
  const { state, target } = jobOf(call, 'VM.Audit');
  if (state.last_try === undefined) return [];
  const lines = [`start replication job`, `target node ${target}`, state.error === undefined ? 'end replication job' : `end replication job with error: ${state.error}`];
  const at = new Date(state.last_try * 1000).toISOString().replace('T', ' ').slice(0, 19);
  return lines.map((line, index) => ({ n: index + 1, t: `${at} ${text(call, 'id')}: ${line}` }));
}

function scheduleNow(call: Call): null {
  run(call.world, jobOf(call, 'VM.Replicate'), now());
  return null;
}
