import { ProxmoxError } from '@vigie/proxmox/errors';
import type { Logger } from 'pino';

/** Tells how a read of a cluster or backup server ended; `source` is who wanted it, `error` null when it went well. */
export type ReportRead = (name: string, source: string, error: unknown) => void;

/** What is read, in the words of the log. */
interface Watched {
  noun: 'cluster' | 'backup server';
  endpoints: ReadonlyMap<string, readonly string[]>;
}

const unreachable = 'check that the endpoints are right and that this machine reaches them';

/** Where its name is in a log line. */
const keys: Record<Watched['noun'], string> = { cluster: 'cluster', 'backup server': 'server' };

const advice: Record<Watched['noun'], Record<string, string>> = {
  cluster: {
    unreachable,
    timeout: 'the node is overloaded or its network is lost; check it, or name another node of the cluster in endpoints',
    certificate: 'set "fingerprint" to the SHA-256 fingerprint of the certificate that the node shows in Proxmox, or "ca" to its CA',
    authentication: 'check the token id and its secret in exporterToken (token when that is left out), and that it has not expired',
    permission: 'the role PVEAuditor on / is enough for all but backups and updates (a token with privilege separation needs its own permission)',
    'not-implemented': 'this Proxmox VE does not know the call: 9.0 or later is needed',
  },
  'backup server': {
    unreachable,
    timeout: 'the server is overloaded or its network is lost; check it',
    certificate: 'set "fingerprint" to the SHA-256 fingerprint that the server shows in Dashboard > Show Fingerprint, or "ca" to its CA',
    authentication: 'check the token id and its secret in token, and that it has not expired',
    permission: 'give the token the role Audit on / (a token has only what is given to it)',
  },
};

/**
 * Logs one line when a cluster or backup server gets into trouble, one for each new kind of trouble, one when all is well again;
 * what merely lasts is not repeated at every read.
 */
export function createTroubleLog(log: Pick<Logger, 'error' | 'info'>, { noun, endpoints }: Watched): ReportRead {
  const troubles = new Map<string, Map<string, string>>();

  return (name, source, error) => {
    const bySource = troubles.get(name) ?? new Map<string, string>();
    troubles.set(name, bySource);
    if (error === null) {
      if (bySource.delete(source) && bySource.size === 0) log.info({ [keys[noun]]: name }, `${noun} ${name} can be read again`);
      return;
    }
    const kind = kindOf(error);
    const missing = missingOf(error);
    // Each privilege that is missing is trouble of its own; a token that sees too little is told by what it was wanted for.
    const trouble = kind === 'permission' ? `${kind} ${missing?.privileges.join() ?? source}` : kind;
    const isNew = ![...bySource.values()].includes(trouble);
    bySource.set(source, trouble);
    if (!isNew) return;
    const reason = error instanceof Error ? error.message : String(error);
    const grant = missing ? `; the token lacks ${missing.privileges.join(' or ')} on ${missing.path}` : '';
    const hint = `${grant}${advice[noun][kind] ? `; ${advice[noun][kind]}` : ''}`;
    log.error({ [keys[noun]]: name, endpoints: endpoints.get(name), kind, source, reason }, `${noun} ${name} cannot be read (${kind})${hint}; trying on`);
  };
}

function kindOf(error: unknown): string {
  const kind = typeof error === 'object' && error !== null && 'kind' in error ? error.kind : undefined;
  return typeof kind === 'string' ? kind : 'other';
}

/** What a 403 of Proxmox names. */
function missingOf(error: unknown): ProxmoxError['permission'] {
  return error instanceof ProxmoxError ? error.permission : null;
}
