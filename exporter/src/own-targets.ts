import type { DiscoveryJob } from '@vigie/config/exporter';
import type { TargetGroup } from './targets.ts';

/** The lists of the exporter's own endpoints. They come from vigie.yaml: nothing has to be read for them. */
export type OwnJob = Exclude<DiscoveryJob, 'node'>;

/** The targets of one list. `host` is how the asking Prometheus reached us; without it, or when it is odd, where we listen. */
export type OwnTargets = (job: OwnJob, host?: string) => TargetGroup[];

export interface OwnTargetParts {
  names: Readonly<Record<OwnJob, readonly string[]>>;
  /** How Prometheus reaches the exporter, when that is configured. */
  address: string | undefined;
  /** Where we listen, `host:port`. */
  listening: () => string;
  isTls: () => boolean;
}

/**
 * What a target is told apart by is in `instance`: a label `cluster` or `tenant` of the target would push aside the label of the
 * same name that our series have.
 */
const endpoints: Readonly<Record<OwnJob, (name: string) => Record<string, string>>> = {
  clusters: (name) => ({ __metrics_path__: '/pve', __param_target: name, instance: name }),
  'backup-servers': (name) => ({ __metrics_path__: '/pbs', __param_target: name, instance: name }),
  tenants: (name) => ({ __metrics_path__: `/tenants/${name}/metrics`, instance: name }),
};

export function createOwnTargets({ names, address, listening, isTls }: OwnTargetParts): OwnTargets {
  return (job, host) => {
    const target = address ?? (host !== undefined && isHostAndPort(host) ? host : listening());
    const scheme: Record<string, string> = isTls() ? { __scheme__: 'https' } : {};
    return names[job].map((name) => ({ targets: [target], labels: { ...scheme, ...endpoints[job](name) } }));
  };
}

/** A header that anybody can write. */
function isHostAndPort(host: string): boolean {
  return /^(\[[0-9a-fA-F:.]{2,45}\]|[A-Za-z0-9._-]{1,253})(:\d{1,5})?$/.test(host);
}
