import type { BackupServerConfig } from '@vigie/config/backup-servers';
import type { ClusterConfig } from '@vigie/config/clusters';
import { readConnection } from '@vigie/config/connection';
import { createPveClient, type PveClient, type PveClientOptions } from '@vigie/proxmox/client';
import { createPbsClient, type PbsClient, type PbsClientOptions } from '@vigie/proxmox/pbs-client';

type Options<Client extends { onCall?: unknown }> = { timeoutMs: number; onCall: NonNullable<Client['onCall']> };

/** The client of a configured cluster, with the exporter's own token when there is one. Connects with the first call; throws when a secret or CA file cannot be read. */
export function connectCluster(
  { name, endpoints, token, exporterToken }: ClusterConfig,
  baseDir: string,
  options: Options<PveClientOptions>,
): PveClient {
  return createPveClient({ cluster: name, ...readConnection(endpoints, exporterToken ?? token, baseDir), ...options });
}

/** The client of a configured backup server; the same holds. */
export function connectBackupServer({ name, endpoints, token }: BackupServerConfig, baseDir: string, options: Options<PbsClientOptions>): PbsClient {
  return createPbsClient({ server: name, ...readConnection(endpoints, token, baseDir), ...options });
}
