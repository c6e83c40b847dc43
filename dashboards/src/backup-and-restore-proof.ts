import { RowBuilder, type Dashboard } from '@grafana/grafana-foundation-sdk/dashboard';
import { vigieDashboard } from './frame.ts';
import { bars, stat, timeSeries } from './panels.ts';
import {
  backupAge,
  delivered,
  failedTests,
  insideRpo,
  insideWindow,
  lastVerdict,
  ofDelivered,
  proofAge,
  protectionState,
  protectionStates,
  rpo,
  rto,
  share,
  verdictStates,
} from './proof-queries.ts';
import { guests, storages } from './selectors.ts';
import { perStorage } from './storage-queries.ts';
import { table } from './table.ts';
import { clustersVariable, datasourceVariable, tenantsVariable } from './variables.ts';

/** Could each machine be restored right now, who proves it, and is there room for the next backups? */
export function backupAndRestoreProof(): Dashboard {
  const dashboard = vigieDashboard({
    uid: 'vigie-backup-proof',
    title: 'Backup and restore proof',
    description: 'Whether each machine that was delivered could be restored as promised to its tenant, and what proves it.',
  })
    .withVariable(datasourceVariable())
    .withVariable(clustersVariable())
    .withVariable(tenantsVariable());
  for (const panel of summary()) dashboard.withPanel(panel);
  dashboard.withRow(new RowBuilder('Machines'));
  dashboard.withPanel(machines());
  dashboard.withRow(new RowBuilder('Restore tests'));
  for (const panel of restoreTests()) dashboard.withPanel(panel);
  dashboard.withRow(new RowBuilder('Room for backups'));
  for (const panel of room()) dashboard.withPanel(panel);
  return dashboard.build();
}

const noMachine = 'No machine';

const summary = () => [
  stat({
    title: 'With a recent backup',
    description: 'Part of the delivered machines whose newest backup is not older than their tenant\'s RPO.',
    unit: 'percentunit',
    queries: [{ expr: share(insideRpo) }],
    width: 4,
    atLeast: [0.95, 1],
    noValue: noMachine,
  }),
  stat({
    title: 'Proven by a restore test',
    description: 'Part of the delivered machines that were restored in a test and served again, inside their tenant\'s window.',
    unit: 'percentunit',
    queries: [{ expr: share(insideWindow) }],
    width: 4,
    atLeast: [0.95, 1],
    noValue: noMachine,
  }),
  stat({
    title: 'Last restore test failed',
    description: 'Machines that would not come back as promised, as their last restore test showed.',
    unit: 'short',
    queries: [{ expr: `count(${failedTests}) or vector(0)` }],
    width: 4,
    limits: [1, 1],
  }),
  stat({
    title: 'Last backup run failed',
    description: 'Machines whose last backup run ended without a backup.',
    unit: 'short',
    queries: [{ expr: `count(${ofDelivered(guests('vigie_backup_last_run_success'))} == 0) or vector(0)` }],
    width: 4,
    limits: [1, 1],
  }),
  stat({
    title: 'Oldest proof',
    description: 'Time since the last passed restore test of the machine that waits longest for its next. Machines that were never proven are not in it.',
    unit: 's',
    queries: [{ expr: `max(${proofAge})` }],
    width: 4,
    noValue: 'Nothing proven',
  }),
  stat({
    title: 'Left behind by restore tests',
    description: 'Objects of ended restore tests that are still in Proxmox. Each holds a VMID of the lab until it is removed.',
    unit: 'short',
    queries: [{ expr: 'sum(max by (cluster) (vigie_restore_test_leftovers{cluster=~"$cluster"}))' }],
    width: 4,
    limits: [1, 1],
  }),
];

/** An objective of the tenant, on each of its machines. */
const objectiveOf = (objective: string) => `(${delivered} > bool 0) * on (tenant) group_left () ${objective}`;
const column = (expr: string) => `label_replace(${expr}, "vmid", "$1", "id", ".+/(.+)")`;

const machines = () =>
  table({
    title: 'Delivered machines',
    description: 'The worst first: a failed test, then no backup inside the RPO, then no proof inside the window. A name leads to the machine.',
    width: 24,
    height: 11,
    labels: { cluster: 'Cluster', tenant: 'Tenant', name: 'Machine', vmid: 'VMID' },
    values: [
      { expr: column(protectionState), head: 'State', unit: 'short', states: protectionStates },
      { expr: column(backupAge), head: 'Newest backup', unit: 's' },
      { expr: column(ofDelivered(guests('pve_guest_backups'))), head: 'Backups', unit: 'short' },
      { expr: column(ofDelivered(guests('pve_guest_last_backup_verified'))), head: 'Verified', unit: 'short', states: verified },
      { expr: column(lastVerdict), head: 'Last test', unit: 'short', states: verdictStates },
      { expr: column(proofAge), head: 'Last proof', unit: 's' },
      { expr: column(ofDelivered(guests('vigie_restore_test_rta_seconds'))), head: 'RTA', unit: 's' },
      { expr: column(objectiveOf(rto)), head: 'RTO', unit: 's' },
      { expr: column(ofDelivered(guests('vigie_restore_test_rpa_seconds'))), head: 'RPA', unit: 's' },
      { expr: column(objectiveOf(rpo)), head: 'RPO', unit: 's' },
    ],
    largestFirst: 'State',
    link: {
      head: 'Machine',
      title: 'Details',
      url: '/d/vigie-vm-detail?var-cluster=${__data.fields.Cluster}&var-guest=${__data.fields.VMID}&${datasource:queryparam}&${tenant:queryparam}&${__url_time_range}',
    },
  });

const verified = { 0: { text: 'Damaged', color: 'red' }, 1: { text: 'Good', color: 'green' } };
const legend = '{{name}} ({{tenant}})';

const restoreTests = () => [
  bars({
    title: 'Recovery time against its objective',
    description: 'RTA of the last restore test as a part of the tenant\'s RTO. A full bar means: the promise is broken.',
    unit: 'percentunit',
    queries: [{ expr: `${ofDelivered(guests('vigie_restore_test_rta_seconds'))} / on (tenant) group_left () ${rto}`, legend }],
    width: 8,
    max: 1,
    limits: [0.8, 1],
    noValue: 'No test yet',
  }),
  bars({
    title: 'Data loss against its objective',
    description: 'Age of the newest backup now as a part of the tenant\'s RPO. A full bar means: more would be lost than was promised.',
    unit: 'percentunit',
    queries: [{ expr: `(${backupAge}) / on (tenant) group_left () ${rpo}`, legend }],
    width: 8,
    max: 1,
    limits: [0.9, 1],
    noValue: 'No backup yet',
  }),
  bars({
    title: 'Longest phases',
    description: 'How long each phase of a restore test took at most, in the last tests of the chosen machines. It shows where recovery time goes.',
    unit: 's',
    queries: [{ expr: `max by (phase) (${guests('vigie_restore_test_phase_duration_seconds')})`, legend: '{{phase}}' }],
    width: 8,
    noValue: 'No test yet',
  }),
  timeSeries({
    title: 'Recovery time of the machines',
    description: 'RTA of the last restore test of each machine. A slope means: restores become slower.',
    unit: 's',
    queries: [{ expr: ofDelivered(guests('vigie_restore_test_rta_seconds')), legend }],
    width: 12,
    noValue: 'No test yet',
  }),
  timeSeries({
    title: 'Age of the newest backups',
    description: 'It falls to 0 with each backup. A line that only rises has lost its backups.',
    unit: 's',
    queries: [{ expr: backupAge, legend }],
    width: 12,
    noValue: 'No backup yet',
  }),
];

const forBackups = 'pve_storage_info{cluster=~"$cluster", id=~"storage/.+", content=~"(.+,)?backup(,.+)?"}';

const room = () => [
  bars({
    title: 'Storages that take backups',
    description: 'Used part of each storage of Proxmox VE on which backups may be. One that nodes share is counted once.',
    unit: 'percentunit',
    queries: perStorage(`${storages('pve_disk_usage_bytes')} / ${storages('pve_disk_size_bytes')}`, forBackups),
    width: 8,
    max: 1,
    limits: [0.8, 0.9],
  }),
  bars({
    title: 'Datastores of the backup servers',
    description: 'Used part of each datastore. A full one takes no backup, and cannot even collect its garbage.',
    unit: 'percentunit',
    queries: [{ expr: 'max by (server, datastore) (pbs_datastore_used_bytes / pbs_datastore_size_bytes)', legend: '{{server}} {{datastore}}' }],
    width: 6,
    max: 1,
    limits: [0.8, 0.9],
    noValue: 'No backup server',
  }),
  timeSeries({
    title: 'Datastores over time',
    description: 'Used space of each datastore. Garbage collection shows as a step down; without one, it only grows.',
    unit: 'bytes',
    queries: [{ expr: 'max by (server, datastore) (pbs_datastore_used_bytes)', legend: '{{server}} {{datastore}}' }],
    width: 6,
    noValue: 'No backup server',
  }),
  stat({
    title: 'Backup servers not read',
    description: 'Backup servers of which the exporter does not get all that it wants. Their figures above are old or missing then.',
    unit: 'short',
    queries: [{ expr: 'sum(1 - max by (server) (pbs_up))' }],
    width: 4,
    limits: [1, 1],
    noValue: 'No backup server',
  }),
];
