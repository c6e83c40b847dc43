import { backupMetrics } from './backup.ts';
import { backupJobMetrics } from './backup-job.ts';
import { cephMetrics } from './ceph.ts';
import { callMetrics } from './call.ts';
import { certificateMetrics } from './certificate.ts';
import { clusterMetrics } from './cluster.ts';
import { pbsCollectors, pveCollectors, type CollectorFacts } from './collectors.ts';
import type { MetricDefinition } from './definition.ts';
import { diskMetrics } from './disk.ts';
import { driftMetrics } from './drift.ts';
import { engineMetrics } from './engine.ts';
import { exporterMetrics } from './exporter.ts';
import { filesystemMetrics } from './filesystem.ts';
import { firewallMetrics } from './firewall.ts';
import { guestMetrics } from './guest.ts';
import { haMetrics } from './ha.ts';
import { nodeMetrics } from './node.ts';
import { nodeStatusMetrics } from './node-status.ts';
import { onbootMetrics } from './onboot.ts';
import { pbsMetrics } from './pbs.ts';
import { pbsGroupMetrics } from './pbs-group.ts';
import { pbsJobMetrics } from './pbs-job.ts';
import { pbsServerMetrics } from './pbs-server.ts';
import { pressureMetrics } from './pressure.ts';
import { provisionerMetrics } from './provisioner.ts';
import { qdeviceMetrics } from './qdevice.ts';
import { replicationMetrics } from './replication.ts';
import { resilienceMetrics } from './resilience.ts';
import { resourceMetrics } from './resource.ts';
import { snapshotMetrics } from './snapshot.ts';
import { storageMetrics } from './storage.ts';
import { subscriptionMetrics } from './subscription.ts';
import { taskMetrics } from './task.ts';
import { updateMetrics } from './update.ts';
import { zoneMetrics } from './zone.ts';

/** What belongs together in the documentation. */
export interface MetricArea {
  title: string;
  metrics: Readonly<Record<string, MetricDefinition>>;
  /** Who collects them; left out for what a process says of itself. */
  collectors?: Readonly<Record<string, CollectorFacts>>;
}

const { cluster, node, storage, guest, onboot, snapshot, filesystem, backup, replication, pressure, task, subscription, update } = pveCollectors;
const { disk, certificate, firewall, zone, ha, qdevice, ceph } = pveCollectors;

/** The areas in the order of the exposition and of docs/metrics.md. */
export const metricAreas: readonly MetricArea[] = [
  { title: 'Guests, nodes, storages and clusters', metrics: resourceMetrics, collectors: { guest, node, storage, cluster } },
  { title: 'Guests', metrics: guestMetrics, collectors: { guest } },
  { title: 'Guests that are meant to run', metrics: onbootMetrics, collectors: { onboot } },
  { title: 'Snapshots of guests', metrics: snapshotMetrics, collectors: { snapshot } },
  { title: 'File systems in guests', metrics: filesystemMetrics, collectors: { filesystem } },
  { title: 'Backups of guests', metrics: backupMetrics, collectors: { backup } },
  { title: 'Guests without a backup job', metrics: backupJobMetrics, collectors: { 'backup-job': pveCollectors['backup-job'] } },
  { title: 'Replication of guests', metrics: replicationMetrics, collectors: { replication } },
  { title: 'Nodes', metrics: nodeMetrics, collectors: { node } },
  { title: 'Load of nodes', metrics: nodeStatusMetrics, collectors: { 'node-status': pveCollectors['node-status'] } },
  { title: 'Pressure on nodes', metrics: pressureMetrics, collectors: { pressure } },
  { title: 'Tasks of nodes', metrics: taskMetrics, collectors: { task } },
  { title: 'Subscriptions of nodes', metrics: subscriptionMetrics, collectors: { subscription } },
  { title: 'Updates of nodes', metrics: updateMetrics, collectors: { update } },
  { title: 'Disks of nodes', metrics: diskMetrics, collectors: { disk } },
  { title: 'Certificates of nodes', metrics: certificateMetrics, collectors: { certificate } },
  { title: 'Firewall of nodes', metrics: firewallMetrics, collectors: { firewall } },
  { title: 'SDN zones', metrics: zoneMetrics, collectors: { zone } },
  { title: 'Storages', metrics: storageMetrics, collectors: { storage } },
  { title: 'Clusters', metrics: clusterMetrics, collectors: { cluster } },
  { title: 'Quorum device', metrics: qdeviceMetrics, collectors: { qdevice } },
  { title: 'High availability', metrics: haMetrics, collectors: { ha } },
  { title: 'Ceph', metrics: cephMetrics, collectors: { ceph } },
  { title: 'Datastores of backup servers', metrics: pbsMetrics, collectors: { datastore: pbsCollectors.datastore } },
  { title: 'Groups of backups', metrics: pbsGroupMetrics, collectors: { group: pbsCollectors.group } },
  { title: 'Jobs of backup servers', metrics: pbsJobMetrics, collectors: { job: pbsCollectors.job } },
  {
    title: 'Backup servers themselves',
    metrics: pbsServerMetrics,
    collectors: { task: pbsCollectors.task, version: pbsCollectors.version, certificate: pbsCollectors.certificate },
  },
  { title: 'The exporter itself', metrics: exporterMetrics },
  { title: 'Calls of the exporter', metrics: callMetrics },
  { title: 'The provisioner itself', metrics: provisionerMetrics },
  { title: 'Durable work of the provisioner', metrics: engineMetrics },
  { title: 'Backups, restore tests and runbooks', metrics: resilienceMetrics },
  { title: 'Agreement of Proxmox and Vigie', metrics: driftMetrics },
];

/** Every metric of ours, in that order. */
export const allMetrics: readonly MetricDefinition[] = metricAreas.flatMap(({ metrics }) => Object.values(metrics));
