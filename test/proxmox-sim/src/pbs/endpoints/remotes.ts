import { textParam } from '../call.ts';
import type { PbsCall, PbsEndpoint } from '../call.ts';
import type { PbsRemote } from '../../state/pbs-state.ts';
import { PbsError } from '../http/pbs-error.ts';
import { pbsHolds } from '../model/pbs-permissions.ts';
import { changedSection, sectionOf } from '../model/section.ts';
import { Versioned, requireUnchanged } from '../versioned.ts';

const one = '/config/remote/{name}';
/** What names a remote, and what no answer ever tells. */
const apart = ['name', 'password'];

export const remoteEndpoints: PbsEndpoint[] = [
  { method: 'GET', template: '/config/remote', handle: listRemotes },
  { method: 'POST', template: '/config/remote', handle: createRemote },
  { method: 'GET', template: one, handle: (call) => new Versioned(row(textParam(call, 'name'), remoteOf(call)), call.pbs.remotes) },
  { method: 'PUT', template: one, handle: changeRemote },
  { method: 'DELETE', template: one, handle: deleteRemote },
];

function row(name: string, { config }: PbsRemote): Record<string, unknown> {
  return { name, ...config };
}

function remoteOf(call: PbsCall): PbsRemote {
  const name = textParam(call, 'name');
  const remote = call.pbs.remotes[name];
  if (remote === undefined) throw new PbsError(404, `remote '${name}' does not exist.`);
  return remote;
}

function listRemotes(call: PbsCall): Versioned {
  const seen = Object.entries(call.pbs.remotes).filter(([name]) => pbsHolds(call, `/remote/${name}`, 'Remote.Audit'));
  return new Versioned(
    seen.map(([name, remote]) => row(name, remote)),
    call.pbs.remotes,
  );
}

function createRemote(call: PbsCall): null {
  const name = textParam(call, 'name');
  if (call.pbs.remotes[name] !== undefined)
    throw new PbsError(400, `parameter verification failed - 'name': remote '${name}' already exists.`);
  call.pbs.remotes[name] = { config: sectionOf(call.params, apart), reachable: true };
  return null;
}

function changeRemote(call: PbsCall): null {
  const remote = remoteOf(call);
  requireUnchanged(call.params['digest'], call.pbs.remotes);
  remote.config = changedSection(remote.config, call.params, apart);
  return null;
}

function deleteRemote(call: PbsCall): null {
  const name = textParam(call, 'name');
  const used = Object.entries(call.pbs.jobs.sync).find(([, { config }]) => config['remote'] === name);
  if (used !== undefined) {
    const [id, { config }] = used;
    throw new PbsError(
      400,
      `parameter verification failed - 'name': remote '${name}' is used by sync job '${id}' (datastore '${String(config['store'])}')`,
    );
  }
  remoteOf(call);
  requireUnchanged(call.params['digest'], call.pbs.remotes);
  delete call.pbs.remotes[name];
  return null;
}
