import { createHash, timingSafeEqual } from 'node:crypto';
import type { LoadedConfig } from '@vigie/config/load';
import { readSecret } from '@vigie/config/secret';

/** A Grafana organisation that may call: the operator's (`tenant` null) or a tenant's. */
export interface Organisation {
  readonly orgId: number;
  readonly tenant: { readonly id: string; readonly name: string } | null;
}

/** Finds the organisation that a gateway key belongs to. Holds digests only. */
export interface Organisations {
  byGatewayKey(key: string): Organisation | undefined;
}

/** Reads all gateway keys. Throws an Error that names the organisations (never a key) when a key is missing or shared by two. */
export function readOrganisations({ config, baseDir }: LoadedConfig): Organisations {
  const sources = [
    { name: 'the operator', tenant: null, grafana: config.operator.grafana },
    ...config.tenants.map((tenant) => ({ name: tenant.id, tenant: { id: tenant.id, name: tenant.name }, grafana: tenant.grafana })),
  ];
  const known = sources.map(({ name, tenant, grafana }) => ({
    name,
    digest: digestOf(readSecret(grafana.gatewayKey, baseDir)),
    organisation: { orgId: grafana.orgId, tenant },
  }));
  known.forEach((entry, i) => {
    const twin = known.slice(0, i).find((other) => other.digest.equals(entry.digest));
    if (twin) throw new Error(`${twin.name} and ${entry.name} have the same gateway key: give each organisation its own`);
  });
  return {
    byGatewayKey(key) {
      const digest = digestOf(key);
      // Every entry is compared, so that the time tells nothing of which one matched.
      return known.filter((entry) => timingSafeEqual(entry.digest, digest))[0]?.organisation;
    },
  };
}

/** What Grafana writes into a token's `namespace` for an organisation. */
export function namespaceOf(orgId: number): string {
  return orgId === 1 ? 'default' : `org-${orgId}`;
}

function digestOf(key: string): Buffer {
  return createHash('sha256').update(key).digest();
}
