import type { Logger } from 'pino';

/** Tells how a read of a cluster ended; `source` is who wanted it, `error` null when it went well. */
export type ReportRead = (cluster: string, source: string, error: unknown) => void;

const advice: Record<string, string> = {
  unreachable: 'check that the endpoints are right and that this machine reaches them',
  timeout: 'the node is overloaded or its network is lost; check it, or name another node of the cluster in endpoints',
  certificate: 'set "fingerprint" to the SHA-256 fingerprint of the certificate that the node shows in Proxmox, or "ca" to its CA',
  authentication: 'check the token id and its secret in exporterToken (token when that is left out), and that it has not expired',
  permission: 'give the token the role PVEAuditor on / (a token with privilege separation needs its own permission)',
  'not-implemented': 'this Proxmox VE does not know the call: 9.0 or later is needed',
};

/**
 * Logs one line when a cluster gets into trouble, one for each new kind of trouble, one when all is well again;
 * what merely lasts is not repeated at every scrape.
 */
export function createTroubleLog(log: Pick<Logger, 'error' | 'info'>, endpoints: ReadonlyMap<string, readonly string[]>): ReportRead {
  const troubles = new Map<string, Map<string, string>>();

  return (cluster, source, error) => {
    const bySource = troubles.get(cluster) ?? new Map<string, string>();
    troubles.set(cluster, bySource);
    if (error === null) {
      if (bySource.delete(source) && bySource.size === 0) log.info({ cluster }, `cluster ${cluster} can be read again`);
      return;
    }
    const kind = kindOf(error);
    const isNew = ![...bySource.values()].includes(kind);
    bySource.set(source, kind);
    if (!isNew) return;
    const reason = error instanceof Error ? error.message : String(error);
    const hint = advice[kind] ? `; ${advice[kind]}` : '';
    log.error({ cluster, endpoints: endpoints.get(cluster), kind, source, reason }, `cluster ${cluster} cannot be read (${kind})${hint}; trying on`);
  };
}

function kindOf(error: unknown): string {
  const kind = typeof error === 'object' && error !== null && 'kind' in error ? error.kind : undefined;
  return typeof kind === 'string' ? kind : 'other';
}
