import type { ClusterConfig } from '@vigie/config/clusters';
import { readConnection } from '@vigie/config/connection';
import { createPveClient, type PveClient, type PveClientOptions } from '@vigie/proxmox/client';
import { listTasks, waitForTask } from '@vigie/proxmox/tasks';
import type { ProxmoxPort } from './steps/ports.ts';

/** One cluster, and the port by which steps and pages reach it. */
export interface ClusterConnection {
  config: ClusterConfig;
  port: ProxmoxPort;
  close(): Promise<void>;
}

/** Who hears of the calls to clusters. */
export type ClusterListeners = Required<Pick<PveClientOptions, 'onCall' | 'onCleared'>>;

/** Connects to a cluster. Nothing is asked of it yet. */
export function connectCluster(config: ClusterConfig, baseDir: string, listeners: ClusterListeners): ClusterConnection {
  const client = createPveClient({
    cluster: config.name,
    ...readConnection(config.endpoints, config.token, baseDir),
    ...listeners,
  });
  return { config, port: portOf(client, config.token.id, listeners), close: () => client.close() };
}

function portOf(client: PveClient, tokenId: string, { onCleared }: ClusterListeners): ProxmoxPort {
  return {
    tokenId,
    onCleared: (how) => onCleared({ cluster: client.cluster, how }),
    call: (method, template, path, params) => client.call(method, template, path, params),
    waitForTask: (upid, deadlineMs, beforeLook) => waitForTask(client, upid, { deadlineMs, ...(beforeLook && { beforeLook }) }),
    listTasks: (node, filter) => listTasks(client, node, filter),
  };
}
