import { now } from '../clock.ts';
import type { ReplicationJob } from '../state/ha-state.ts';
import type { Guest, World } from '../state/world.ts';
import { nextRun } from './calendar.ts';
import { drives, isCdrom } from './guest-config.ts';
import { hasVolumeFeature } from './volume-features.ts';

/** Seconds between two runs where the schedule is of a form that the calendar does not know. */
const quarter = 900;
/** The scheduler looks once a minute for jobs that are to be removed. */
const minute = 60;

/** The next run of a job, in seconds since 1970. */
export function nextSync({ schedule, state }: ReplicationJob): number {
  const after = state.last_try ?? state.since;
  return nextRun(schedule, after) ?? after - (after % quarter) + quarter;
}

/** Brings the jobs to the present: nothing runs in between, so what is due is told when somebody looks, or a node goes off or on. */
export function settleReplication(world: World): void {
  for (const [id, job] of Object.entries(world.replication ?? {})) {
    if (job.remove_job !== undefined && job.state.since + minute <= now()) delete world.replication?.[id];
    const guest = world.guests[job.guest];
    if (guest === undefined || job.disable === 1 || guest.node === job.target || world.nodes[guest.node]?.online !== true) continue;
    for (let due = nextSync(job); due <= now(); due = nextSync(job)) run(world, job, due);
  }
}

/** One run: a target that is off makes it fail, and each failure in a row counts. */
export function run(world: World, { target, state }: ReplicationJob, at: number): void {
  state.last_try = at;
  const node = world.nodes[target];
  if (node?.online === true) {
    state.last_sync = at;
    state.fail_count = 0;
    delete state.error;
    return;
  }
  state.fail_count += 1;
  state.error = `command '/usr/bin/ssh -e none -o 'BatchMode=yes' -o 'HostKeyAlias=${target}' root@${node?.ip ?? target} -- pvesr prepare-local-job' failed: exit code 255`;
}

/** The first disk that no job can copy. */
export function notReplicable(world: World, guest: Guest): string | null {
  const disks = drives(guest.config).filter((drive) => !isCdrom(drive) && drive.options['replicate'] !== '0');
  return disks.find(({ volid }) => !hasVolumeFeature(world, volid, 'replicate'))?.volid ?? null;
}

/** A guest whose configuration came to the target of a job finds its disks there, as of the last run. */
export function takeReplica(world: World, guest: Guest, node: string): void {
  settleReplication(world);
  const job = Object.values(world.replication ?? {}).find(({ guest: vmid, target }) => vmid === guest.vmid && target === node);
  if (job?.state.last_sync === undefined) return;
  for (const { volid } of drives(guest.config)) {
    const volume = world.volumes[volid];
    if (volume !== undefined && hasVolumeFeature(world, volid, 'replicate')) volume.node = node;
  }
}

/** After a migration to its target a job goes the other way. */
export function turnReplication(world: World, guest: Guest, from: string): void {
  for (const job of Object.values(world.replication ?? {})) if (job.guest === guest.vmid && job.target === guest.node) job.target = from;
}
