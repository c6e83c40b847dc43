import { groupName, removeBackup } from '../../model/backups.ts';
import { authId, parseAuthId } from '../../model/identity.ts';
import type { Backup } from '../../state/world.ts';
import { textParam } from '../call.ts';
import type { PbsCall, PbsEndpoint } from '../call.ts';
import { PbsError } from '../http/pbs-error.ts';
import { fleetGroups, groupSnapshots } from '../model/fleet-snapshots.ts';
import { filesOf } from '../model/snapshot-files.ts';
import { askedOf, idOf, snapshotsFor, typeOf } from '../model/snapshots.ts';
import { Rows } from '../rows.ts';

const base = '/admin/datastore/{store}';

export const groupEndpoints: PbsEndpoint[] = [
  { method: 'GET', template: `${base}/groups`, handle: (call) => new Rows(listGroups(call)) },
  { method: 'DELETE', template: `${base}/groups`, handle: deleteGroup },
  { method: 'GET', template: `${base}/group-notes`, handle: getNotes },
  { method: 'PUT', template: `${base}/group-notes`, handle: setNotes },
  { method: 'POST', template: `${base}/change-owner`, handle: changeOwner },
];

function* listGroups(call: PbsCall): Generator<unknown> {
  const asked = askedOf(call, 'Datastore.Audit');
  const notes = asked.datastore.groupNotes ?? {};
  for (const [name, group] of Map.groupBy(snapshotsFor(call, 'Datastore.Audit'), groupName)) {
    const note = notes[`${asked.ns}:${name}`];
    if (group[0] !== undefined)
      yield { ...row(group[0], group.length), ...(note === undefined ? {} : { comment: note.split('\n', 1)[0] }) };
  }
  const { fleet } = asked.datastore;
  if (fleet === undefined || !asked.everything) return;
  for (const group of fleetGroups(fleet, asked)) {
    for (const newest of groupSnapshots(asked.store, { ...fleet, snapshotsPerGroup: 1 }, group)) yield row(newest, fleet.snapshotsPerGroup);
  }
}

/** Newest snapshots come first, so the first of a group is its last backup. */
function row(newest: Backup, count: number): Record<string, unknown> {
  return {
    'backup-type': typeOf(newest),
    'backup-id': idOf(newest),
    'last-backup': newest.time,
    'backup-count': count,
    files: filesOf(newest).map(({ filename }) => filename),
    owner: newest.owner,
  };
}

function deleteGroup(call: PbsCall): unknown {
  const group = snapshotsFor(call, 'Datastore.Modify');
  const free = group.filter((backup) => !backup.protected);
  for (const backup of free) removeBackup(call.world, backup);
  const left = group.length - free.length;
  if (left > 0 && call.params['error-on-protected'] !== false)
    throw new PbsError(400, 'group only partially deleted due to protected snapshots');
  return { 'removed-snapshots': free.length, 'protected-snapshots': left, 'removed-groups': left === 0 ? 1 : 0 };
}

function nameOf(call: PbsCall): string {
  return `${textParam(call, 'ns')}:${textParam(call, 'backup-type')}/${textParam(call, 'backup-id')}`;
}

function getNotes(call: PbsCall): string {
  const { datastore } = askedOf(call, 'Datastore.Audit');
  return datastore.groupNotes?.[nameOf(call)] ?? '';
}

function setNotes(call: PbsCall): null {
  const { datastore } = askedOf(call, 'Datastore.Modify');
  datastore.groupNotes = { ...datastore.groupNotes, [nameOf(call)]: textParam(call, 'notes') };
  return null;
}

/** Who may modify a datastore gives a group to anyone; an owner, to its own tokens, or from them to itself. */
function changeOwner(call: PbsCall): null {
  const { everything } = askedOf(call, 'Datastore.Modify');
  const group = snapshotsFor(call, 'Datastore.Modify');
  const [newest] = group;
  if (newest === undefined)
    throw new PbsError(400, `group '${textParam(call, 'backup-type')}/${textParam(call, 'backup-id')}' does not exist`);
  const owner = textParam(call, 'new-owner');
  const { user, token } = parseAuthId(owner);
  const { identity, pbs } = call;
  if (!everything && (user !== identity.user || parseAuthId(newest.owner).user !== user))
    throw new PbsError(403, `${authId(identity)} does not have permission to change owner of group to ${owner}`);
  const known = token === null ? pbs.users[user] : pbs.users[user]?.tokens[token];
  if (known === undefined) throw new PbsError(400, `${token === null ? 'user' : 'API token'} '${owner}' does not exist`);
  for (const backup of group) backup.owner = owner;
  return null;
}
