/** How a collector of the exporter comes by its metrics. */
export interface CollectorFacts {
  /** What it asks, as the API's documentation writes it. */
  readonly calls: readonly string[];
  /** Seconds between two background reads at the default of exporter.background.intervalSeconds; null: asked by every scrape. */
  readonly everySeconds: number | null;
  /** What the token needs for it, and where. */
  readonly needs: string;
}

/** By the name that is in the label `collector`. The exporter takes the intervals from here. */
export const pveCollectors = {
  cluster: { calls: ['/cluster/resources', '/cluster/status', '/version'], everySeconds: null, needs: 'Sys.Audit on /' },
  node: { calls: ['/cluster/resources', '/cluster/status'], everySeconds: null, needs: 'Sys.Audit on /nodes' },
  storage: { calls: ['/cluster/resources'], everySeconds: null, needs: 'Datastore.Audit on /storage' },
  guest: { calls: ['/cluster/resources'], everySeconds: null, needs: 'VM.Audit on /vms' },
  onboot: { calls: ['/nodes/{node}/{type}/{vmid}/config'], everySeconds: 300, needs: 'VM.Audit on /vms' },
  snapshot: { calls: ['/nodes/{node}/{type}/{vmid}/snapshot'], everySeconds: 900, needs: 'VM.Audit on /vms' },
  filesystem: { calls: ['/nodes/{node}/qemu/{vmid}/agent/get-fsinfo'], everySeconds: 300, needs: 'VM.GuestAgent.Audit on /vms' },
  backup: {
    calls: ['/nodes/{node}/storage/{storage}/content', '/access/permissions'],
    everySeconds: 300,
    needs: 'VM.Backup on /vms, Datastore.AllocateSpace on /storage',
  },
  'backup-job': { calls: ['/cluster/backup-info/not-backed-up'], everySeconds: 300, needs: 'Sys.Audit on /' },
  replication: { calls: ['/nodes/{node}/replication'], everySeconds: 60, needs: 'VM.Audit on /vms' },
  'node-status': { calls: ['/nodes/{node}/status'], everySeconds: 30, needs: 'Sys.Audit on /nodes' },
  pressure: { calls: ['/nodes/{node}/rrddata'], everySeconds: 60, needs: 'Sys.Audit on /nodes' },
  task: { calls: ['/nodes/{node}/tasks', '/access/permissions'], everySeconds: 120, needs: 'Sys.Audit on /nodes' },
  subscription: { calls: ['/nodes/{node}/subscription'], everySeconds: 1800, needs: 'nothing' },
  update: { calls: ['/nodes/{node}/apt/update'], everySeconds: 1800, needs: 'Sys.Modify on /nodes' },
  disk: { calls: ['/nodes/{node}/disks/list'], everySeconds: 1800, needs: 'Sys.Audit on /nodes' },
  certificate: { calls: ['/nodes/{node}/certificates/info'], everySeconds: 1800, needs: 'nothing' },
  firewall: {
    calls: ['/cluster/firewall/options', '/nodes/{node}/firewall/options'], everySeconds: 120, needs: 'Sys.Audit on / and /nodes',
  },
  zone: { calls: ['/nodes/{node}/sdn/zones'], everySeconds: 60, needs: 'SDN.Audit on /sdn/zones' },
  ha: { calls: ['/cluster/ha/status/current'], everySeconds: 30, needs: 'Sys.Audit on /' },
  qdevice: { calls: ['/cluster/config/qdevice'], everySeconds: 60, needs: 'Sys.Audit on /' },
  ceph: { calls: ['/cluster/ceph/status'], everySeconds: 30, needs: 'Sys.Audit or Datastore.Audit on /' },
} as const satisfies Record<string, CollectorFacts>;

/** The same for backup servers. */
export const pbsCollectors = {
  datastore: { calls: ['/status/datastore-usage'], everySeconds: 60, needs: 'Datastore.Audit on /datastore' },
  group: {
    calls: ['/admin/datastore', '/admin/datastore/{store}/namespace', '/admin/datastore/{store}/groups', '/admin/datastore/{store}/snapshots'],
    everySeconds: 300,
    needs: 'Datastore.Audit on /datastore',
  },
  job: { calls: ['/admin/sync', '/admin/verify', '/admin/prune', '/admin/gc'], everySeconds: 300, needs: 'Datastore.Audit on /datastore' },
  task: { calls: ['/nodes/localhost/tasks', '/access/permissions'], everySeconds: 120, needs: 'Sys.Audit on /system/tasks' },
  version: { calls: ['/version'], everySeconds: 1800, needs: 'nothing' },
  certificate: { calls: ['a TLS handshake'], everySeconds: 1800, needs: 'nothing' },
} as const satisfies Record<string, CollectorFacts>;
