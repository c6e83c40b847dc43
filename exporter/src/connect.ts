import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { ClusterConfig } from '@vigie/config/clusters';
import { readSecret } from '@vigie/config/secret';
import { createPveClient, type PveClient } from '@vigie/proxmox/client';

/**
 * The client of a configured cluster, with the exporter's own token when there is one.
 * Connects with the first call only; throws when a secret or CA file cannot be read.
 */
export function connect(cluster: ClusterConfig, baseDir: string): PveClient {
  const token = cluster.exporterToken ?? cluster.token;
  return createPveClient({
    cluster: cluster.name,
    endpoints: cluster.endpoints.map(({ url, fingerprint, ca }) => ({
      url,
      ...(fingerprint !== undefined && { fingerprint }),
      ...(ca !== undefined && { ca: readFileSync(resolve(baseDir, ca), 'utf8') }),
    })),
    token: { id: token.id, secret: readSecret(token.secret, baseDir) },
    timeoutMs: 8_000,
  });
}
