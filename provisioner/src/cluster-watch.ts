import { ProxmoxError } from '@vigie/proxmox/errors';
import type { ClusterConnection } from './cluster-connection.ts';
import { retryDelay } from './engine/backoff.ts';
import type { Log } from './log.ts';
import { unmetNeed, type Need } from './needed-privileges.ts';
import type { ProxmoxPort } from './steps/ports.ts';

/** Whether a cluster can be used at the moment. */
export interface ClusterWatch {
  readonly cluster: string;
  /** Null when the last look was good, else what to do about it. */
  trouble(): string | null;
  stop(): void;
}

/** A connected cluster is looked at again after this, so that readiness follows the truth. */
const lookMs = 30_000;

const advice: Partial<Record<ProxmoxError['kind'], string>> = {
  authentication: 'the API token is refused: put a valid one into clusters[].token',
  certificate: "the server's certificate is not the trusted one: correct clusters[].endpoints[].fingerprint or ca",
  unreachable: 'no endpoint can be reached: check that the nodes run, and clusters[].endpoints[].url',
  timeout: 'no endpoint answers in time: check the nodes and the network to them',
  permission: 'the API token may not read the cluster: grant it the privileges in the documentation',
};

/** Keeps looking at a cluster in the background. `needs`: what the settings ask of its token. Never throws for a cluster that is away. */
export function watchCluster({ config: { name: cluster }, port }: ClusterConnection, parent: Log, needs: readonly Need[]): ClusterWatch {
  const log = parent.child({ cluster });
  let trouble: string | null = 'Proxmox was not asked yet';
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;
  let failures = 0;
  const look = async () => {
    const before = trouble;
    trouble = await lookAt(port, needs);
    if (stopped) return;
    failures = trouble === null ? 0 : failures + 1;
    if (trouble === null && before !== null) log.info('Proxmox is connected');
    if (trouble !== null && trouble !== before) log.error(`Proxmox cannot be used: ${trouble}. Vigie keeps trying`);
    timer = setTimeout(() => void look(), trouble === null ? lookMs : retryDelay(failures + 1));
  };
  void look();
  return {
    cluster,
    trouble: () => trouble,
    stop() {
      stopped = true;
      clearTimeout(timer);
    },
  };
}

async function lookAt(pve: Pick<ProxmoxPort, 'call'>, needs: readonly Need[]): Promise<string | null> {
  try {
    await pve.call('GET', '/version', {});
    return await unmetNeed(pve, needs);
  } catch (error) {
    if (!(error instanceof ProxmoxError)) return (error as Error).message;
    return advice[error.kind] ?? error.reason;
  }
}
