import { z } from 'zod';
import { backupServerConfig } from './backup-servers.ts';
import { bastionConfig } from './bastion.ts';
import { catalogueConfig } from './catalogue.ts';
import { clusterConfig } from './clusters.ts';
import { exporterConfig } from './exporter.ts';
import { listen } from './listen.ts';
import { networksConfig } from './networks.ts';
import { packagesConfig } from './packages.ts';
import { resilienceConfig, slackConfig } from './resilience.ts';
import { retentionConfig } from './retention.ts';
import { secretRef } from './secret.ts';
import { operatorConfig, tenantConfig } from './tenants.ts';
import { tracingConfig } from './tracing.ts';
import { deletionConfig, shutdownSeconds } from './vm-life.ts';
import { driftConfig, syncConfig } from './watching.ts';

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
  /** Where tenants reach the page behind the links of mails, e.g. https://orders.example; without it mails lead to Grafana. */
  publicUrl: z.url({ protocol: /^https?$/ }).regex(/^[^?#]*$/, 'give the address without ? and #').optional(),
  replica: z.string().min(1).default('main'),
  bodyLimitKiB: z.int().min(1).max(1024).default(64),
  agentTimeoutSeconds: z.int().min(1).default(900),
  retention: retentionConfig.prefault({}),
  /** Without it there are no traces. */
  tracing: tracingConfig.optional(),
  sync: syncConfig,
  drift: driftConfig,
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
  networks: networksConfig,
  grafana,
  mail,
  /** Without it machines are reached directly. */
  bastion: bastionConfig.optional(),
  packages: packagesConfig.prefault({}),
  slack: slackConfig.optional(),
  /** Its firing alerts are shown on the overview. */
  alertmanager: z.strictObject({ url: z.url() }).optional(),
  resilience: resilienceConfig.prefault({}),
  provisioner: provisioner.prefault({}),
  exporter: exporterConfig.prefault({}),
});
export type VigieConfig = z.infer<typeof vigieConfig>;
