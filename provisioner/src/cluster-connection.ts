import type { ClusterConfig } from '@vigie/config/clusters';
import { readConnection } from '@vigie/config/connection';
import { createPveClient, type PveClient, type PveClientOptions } from '@vigie/proxmox/client';
import { ProxmoxError } from '@vigie/proxmox/errors';
import { listTasks, waitForTask } from '@vigie/proxmox/tasks';
import { retryDelay } from './engine/backoff.ts';
import type { Log } from './log.ts';
import { unmetNeed, type Need } from './needed-privileges.ts';
import type { ProxmoxPort } from './steps/ports.ts';

/** One cluster: the port for steps, and whether it can be used at the moment. */
export interface ClusterConnection {
  config: ClusterConfig;
  port: ProxmoxPort;
  /** Null when the last look was good, else what to do about it. */
  trouble(): string | null;
  close(): Promise<void>;
}

/** Who hears of the calls to clusters. */
export type ClusterListeners = Required<Pick<PveClientOptions, 'onCall' | 'onCleared'>>;

/** A connected cluster is looked at again after this, so that readiness follows the truth. */
const lookMs = 30_000;

const advice: Partial<Record<ProxmoxError['kind'], string>> = {
  authentication: 'the API token is refused: put a valid one into clusters[].token',
  certificate: "the server's certificate is not the trusted one: correct clusters[].endpoints[].fingerprint or ca",
  unreachable: 'no endpoint can be reached: check that the nodes run, and clusters[].endpoints[].url',
  timeout: 'no endpoint answers in time: check the nodes and the network to them',
  permission: 'the API token may not read the cluster: grant it the privileges in the documentation',
};

/**
 * Connects to a cluster and keeps looking at it in the background. `needs`: what the settings ask of its token. Never throws for a cluster that
 * is away.
 */
export function connectCluster(
  config: ClusterConfig,
  baseDir: string,
  log: Log,
  listeners: ClusterListeners,
  needs: readonly Need[],
): ClusterConnection {
  const client = createPveClient({
    cluster: config.name,
    ...readConnection(config.endpoints, config.token, baseDir),
    ...listeners,
  });
  const watch = startWatch(client, log.child({ cluster: config.name }), needs);
  return {
    config,
    port: portOf(client, config.token.id, listeners),
    trouble: watch.trouble,
    async close() {
      watch.stop();
      await client.close();
    },
  };
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

function startWatch(client: PveClient, log: Log, needs: readonly Need[]): { trouble(): string | null; stop(): void } {
  let trouble: string | null = 'Proxmox was not asked yet';
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;
  let failures = 0;
  const look = async () => {
    const before = trouble;
    trouble = await lookAt(client, needs);
    if (stopped) return;
    failures = trouble === null ? 0 : failures + 1;
    if (trouble === null && before !== null) log.info('Proxmox is connected');
    if (trouble !== null && trouble !== before) log.error(`Proxmox cannot be used: ${trouble}. Vigie keeps trying`);
    timer = setTimeout(() => void look(), trouble === null ? lookMs : retryDelay(failures + 1));
  };
  void look();
  return {
    trouble: () => trouble,
    stop() {
      stopped = true;
      clearTimeout(timer);
    },
  };
}

async function lookAt(client: PveClient, needs: readonly Need[]): Promise<string | null> {
  try {
    await client.call('GET', '/version', {});
    return await unmetNeed(client, needs);
  } catch (error) {
    if (!(error instanceof ProxmoxError)) return (error as Error).message;
    return advice[error.kind] ?? error.reason;
  }
}
