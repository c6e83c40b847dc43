import type { VigieConfig } from '@vigie/config/schema';
import type { ClusterConnection } from './cluster-connection.ts';
import type { RecoveryPorts } from './pra/ports.ts';
import type { Database } from './store/database.ts';
import { taskNotes } from './store/proxmox-tasks.ts';
import { recoveryVm, recoveryVms, setVmNode } from './store/recovery-vms.ts';

export interface RecoveryParts extends Pick<RecoveryPorts, 'backupsOf' | 'restoreTests'> {
  config: VigieConfig;
  db: Database;
  clusters: readonly ClusterConnection[];
}

/** Joins recoveries to the store and to the clusters. */
export function recoveryPorts({ config, db, clusters, backupsOf, restoreTests }: RecoveryParts): RecoveryPorts {
  return {
    clusters: new Map(clusters.map((cluster) => [cluster.config.name, { config: cluster.config, pve: cluster.port }])),
    tenants: config.tenants.map(({ id, name, email }) => ({ id, name, email })),
    vms: {
      all: (cluster) => recoveryVms(db, cluster),
      find: (id) => recoveryVm(db, id),
      setNode: (id, node) => setVmNode(db, id, node),
    },
    tasks: taskNotes(db),
    backupsOf,
    restoreTests,
  };
}
