import { z } from 'zod';
import { listen } from './listen.ts';

const seconds = z.int().min(1);

/** Lists of targets that Prometheus can read: guests' node exporters, our own endpoints of clusters, backup servers and tenants. */
const discoveryJobs = ['node', 'clusters', 'backup-servers', 'tenants'] as const;
export type DiscoveryJob = (typeof discoveryJobs)[number];

export const exporterConfig = z.strictObject({
  listen: listen(9221),
  /** TLS and basic authentication: a file in the web configuration format of Prometheus's exporter toolkit, relative to vigie.yaml. */
  webConfig: z.string().min(1).optional(),
  /** What is dear to read is read in the background, apart from the scrapes. */
  background: z
    .strictObject({ intervalSeconds: seconds.default(300), concurrency: z.int().min(1).max(32).default(4) })
    .prefault({}),
  /** Of the states of a guest or node, the one that holds has a series; or all have one, 0 for those that do not hold. */
  states: z.enum(['holding', 'all']).default('holding'),
  /** Whether pending updates of the nodes are read. Proxmox wants Sys.Modify on /nodes for that, which can also change nodes. */
  updates: z.boolean().default(false),
  discovery: z
    .strictObject({
      /** Folder where the file_sd files are written, relative to the state folder. */
      folder: z.string().default('file_sd'),
      /** Which lists are kept as files too, each as `<job>.json`. */
      files: z.array(z.enum(discoveryJobs)).default(['node']),
      /** How Prometheus reaches the exporter, for the lists of its own endpoints; without it what Prometheus asks for. */
      exporterAddress: z.string().regex(/^(\[[0-9a-fA-F:]+\]|[A-Za-z0-9.-]+):\d{1,5}$/, 'host:port').optional(),
      nodeExporterPort: z.int().min(1).max(65535).default(9100),
      tag: z.string().default('monitored'),
      intervalSeconds: seconds.default(10),
    })
    .prefault({}),
});
