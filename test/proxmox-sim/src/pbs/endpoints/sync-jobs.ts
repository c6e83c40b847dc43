import { authId, parseAuthId } from '../../model/identity.ts';
import type { PbsSection } from '../../state/pbs-state.ts';
import { textParam } from '../call.ts';
import type { PbsCall } from '../call.ts';
import { PbsError } from '../http/pbs-error.ts';
import { jobEndpoints, jobPath } from '../model/jobs.ts';
import { pbsHolds } from '../model/pbs-permissions.ts';
import { runSync } from '../model/sync-work.ts';
import { pbsNode } from '../task-book.ts';

export const syncJobEndpoints = jobEndpoints({
  kind: 'sync',
  mayRead: (call, config) => pbsHolds(call, jobPath(config), 'Datastore.Audit') && pbsHolds(call, ...otherEnd(config, 'Audit')),
  requireChange,
  check,
  listed: (call, config) => {
    const asked = textParam(call, 'sync-direction') || 'pull';
    return asked === 'all' || asked === directionOf(config);
  },
  run,
});

function directionOf(config: PbsSection): string {
  return String(config['sync-direction'] ?? 'pull');
}

/** Where the other end is, and the privilege there: a remote, or another datastore of this server. */
function otherEnd(config: PbsSection, what: 'Audit' | 'Read'): [string, string] {
  const store = String(config['remote-store']);
  if (config['remote'] === undefined) return [`/datastore/${store}`, what === 'Read' ? 'Datastore.Backup' : 'Datastore.Audit'];
  return [`/remote/${String(config['remote'])}/${store}`, `Remote.${what}`];
}

/** A pull needs to write here and to read there, a push the other way round. */
function requireChange(call: PbsCall, config: PbsSection): void {
  const here = (privilege: string): boolean => pbsHolds(call, jobPath(config), privilege);
  const [path, privilege] = otherEnd(config, 'Read');
  const push = directionOf(config) === 'push';
  const allowed = push
    ? pbsHolds(call, path, 'Remote.DatastoreBackup') && ['Datastore.Read', 'Datastore.Backup'].some(here)
    : here('Datastore.Backup') && pbsHolds(call, path, privilege) && (here('Datastore.Modify') || isOwnOf(call, config));
  const removes = config['remove-vanished'] === true;
  const mayRemove = push ? pbsHolds(call, path, 'Remote.DatastorePrune') : here('Datastore.Prune');
  if (!allowed || (removes && !mayRemove)) throw new PbsError(403, `permission check failed, '${authId(call.identity)}' is missing access`);
}

/** Without a privilege over all backups the copies must be the caller's, or of a token of its. */
function isOwnOf({ identity }: PbsCall, config: PbsSection): boolean {
  const owner = parseAuthId(String(config['owner'] ?? 'root@pam'));
  return owner.user === identity.user && (identity.token === null || owner.token === identity.token);
}

function check(config: PbsSection): void {
  if (config['remote'] === undefined && config['store'] === config['remote-store'])
    throw new PbsError(400, "source and target datastore can't be the same");
  if (config['remote'] === undefined && directionOf(config) === 'push') throw new PbsError(400, 'push sync jobs require a remote');
}

function run(call: PbsCall, id: string, config: PbsSection): string {
  const { sim, identity } = call;
  const parts = [config['remote'] ?? '-', config['remote-store'], config['store'], config['ns'] ?? '', id].map(String);
  return sim.pbsTasks.start({
    node: pbsNode,
    type: 'syncjob',
    id: parts.join(':'),
    identity,
    work: (task) => runSync(sim, task, { ...config }),
  });
}
