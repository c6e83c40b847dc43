import { z } from 'zod';
import { backupServerConfig } from './backup-servers.ts';
import { bastionConfig } from './bastion.ts';
import { catalogueConfig } from './catalogue.ts';
import { cidrsOverlap, superNetworkCidr } from './cidr.ts';
import { clusterConfig } from './clusters.ts';
import { exporterConfig } from './exporter.ts';
import { listen } from './listen.ts';
import { resilienceConfig, slackConfig } from './resilience.ts';
import { secretRef } from './secret.ts';
import { operatorConfig, tenantConfig } from './tenants.ts';
import { deletionConfig, shutdownSeconds } from './vm-life.ts';

const networks = z.strictObject({
  superNetworks: z
    .array(z.strictObject({ cidr: superNetworkCidr, kind: z.enum(['standard', 'enterprise']) }))
    .min(1)
    .superRefine((list, context) => {
      list.forEach((a, i) =>
        list.slice(0, i).forEach((b) => {
          if (cidrsOverlap(a.cidr, b.cidr)) context.addIssue({ code: 'custom', path: [i, 'cidr'], message: `overlaps ${b.cidr}` });
        }),
      );
    })
    .default([
      { cidr: '10.10.0.0/16', kind: 'standard' },
      { cidr: '10.11.0.0/16', kind: 'standard' },
      { cidr: '172.16.0.0/16', kind: 'enterprise' },
    ]),
});

const mail = z.strictObject({
  from: z.string().min(3),
  smtp: z.strictObject({
    host: z.string().min(1),
    port: z.int().min(1).max(65535).default(587),
    /** `starttls` and `tls` verify the server's certificate; `none` is for a relay on this machine. */
    security: z.enum(['starttls', 'tls', 'none']).default('starttls'),
    user: z.string().optional(),
    password: secretRef.optional(),
  }),
});

/** The issuer is Grafana's root URL; its keys are read from `<url>/api/signing-keys/keys` unless `jwksUrl` says otherwise. */
const grafana = z.strictObject({ url: z.url(), jwksUrl: z.url().optional() });

const provisioner = z.strictObject({
  listen: listen(9320),
  /** A PostgreSQL URL in a secret; without it an embedded PostgreSQL is kept in the state folder. */
  database: secretRef.optional(),
  /** 32 bytes in base64, encrypts secrets at rest; without it a key file is made in the state folder. */
  encryptionKey: secretRef.optional(),
  replica: z.string().min(1).default('main'),
  bodyLimitKiB: z.int().min(1).max(1024).default(64),
  agentTimeoutSeconds: z.int().min(1).default(900),
  shutdownSeconds,
  deletion: deletionConfig,
});

/** The whole of vigie.yaml. Unknown keys are mistakes; cross-checks are in `load.ts`. */
export const vigieConfig = z.strictObject({
  clusters: z.array(clusterConfig).min(1),
  backupServers: z.array(backupServerConfig).default([]),
  operator: operatorConfig,
  tenants: z.array(tenantConfig).default([]),
  catalogue: catalogueConfig,
  networks: networks.prefault({}),
  grafana,
  mail,
  /** Without it machines are reached directly. */
  bastion: bastionConfig.optional(),
  slack: slackConfig.optional(),
  /** Its firing alerts are shown on the overview. */
  alertmanager: z.strictObject({ url: z.url() }).optional(),
  resilience: resilienceConfig.prefault({}),
  provisioner: provisioner.prefault({}),
  exporter: exporterConfig.prefault({}),
});
export type VigieConfig = z.infer<typeof vigieConfig>;
