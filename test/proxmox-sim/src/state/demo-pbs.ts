import { hashSecret } from '../http/authenticate.ts';
import { now } from '../simulator.ts';
import { latePbsFields } from './late-pbs-fields.ts';
import type { PbsState } from './pbs-state.ts';

const gib = 1024 ** 3;

export const pbsTokens = { provisioner: 'vigie@pbs!provisioner', exporter: 'vigie@pbs!exporter' } as const;

/** Which PBS token the nodes write their backups with. */
export const backupToken = 'pve@pbs!demo';

/** One datastore with a namespace for the cluster. Without secrets nobody gets in. */
export function demoPbs(secrets: { pbsProvisioner?: string; pbsExporter?: string }): PbsState {
  const token = (secret: string | undefined): PbsState['users'][string]['tokens'][string] => ({
    enable: true,
    expire: 0,
    secretHash: secret === undefined ? '' : hashSecret(secret),
  });
  const entry = (path: string, ugid: string, roleid: string): PbsState['acl'][number] => ({ path, ugid, roleid, propagate: true });
  return {
    online: true,
    bootedAt: now() - 1_728_000,
    datastores: {
      main: { comment: 'Backups of the demo cluster', total: 8192 * gib, base: 320 * gib, pending: 0, namespaces: ['demo'], gc: null },
    },
    users: {
      'root@pam': { enable: true, expire: 0, tokens: {} },
      'pve@pbs': { enable: true, expire: 0, tokens: { demo: token(undefined) } },
      'vigie@pbs': {
        enable: true,
        expire: 0,
        comment: 'Vigie',
        tokens: { provisioner: token(secrets.pbsProvisioner), exporter: token(secrets.pbsExporter) },
      },
    },
    // A token never exceeds its user.
    acl: [
      entry('/', 'vigie@pbs', 'Audit'),
      entry('/datastore', 'vigie@pbs', 'DatastoreAdmin'),
      entry('/', pbsTokens.exporter, 'Audit'),
      entry('/', pbsTokens.provisioner, 'Audit'),
      entry('/datastore', pbsTokens.provisioner, 'DatastoreAdmin'),
      entry('/datastore/main/demo', 'pve@pbs', 'DatastoreBackup'),
      entry('/datastore/main/demo', backupToken, 'DatastoreBackup'),
    ],
    ...latePbsFields(),
    tasks: [],
    counters: { pid: 700, serial: 0 },
  };
}
