import type { Endpoint } from './http/call.ts';
import { aclEndpoints } from './endpoints/acl.ts';
import { backupJobEndpoints } from './endpoints/backup-jobs.ts';
import { cephEndpoints } from './endpoints/ceph.ts';
import { certificateEndpoints } from './endpoints/certificates.ts';
import { clusterDetailEndpoints } from './endpoints/cluster-details.ts';
import { clusterEndpoints } from './endpoints/cluster.ts';
import { diskEndpoints } from './endpoints/disks.ts';
import { firewallClusterEndpoints } from './endpoints/firewall-cluster.ts';
import { firewallGuestEndpoints } from './endpoints/firewall-guest.ts';
import { firewallNodeEndpoints } from './endpoints/firewall-node.ts';
import { firewallVnetEndpoints } from './endpoints/firewall-vnet.ts';
import { groupEndpoints } from './endpoints/groups.ts';
import { haEndpoints } from './endpoints/ha.ts';
import { indexEndpoints } from './endpoints/indexes.ts';
import { metricsExportEndpoints } from './endpoints/metrics-export.ts';
import { nodeDetailEndpoints } from './endpoints/node-details.ts';
import { nodeEndpoints } from './endpoints/nodes.ts';
import { poolEndpoints } from './endpoints/pools.ts';
import { qemuAgentExecEndpoints } from './endpoints/qemu-agent-exec.ts';
import { qemuAgentFileEndpoints } from './endpoints/qemu-agent-files.ts';
import { qemuAgentSystemEndpoints } from './endpoints/qemu-agent-system.ts';
import { qemuAgentEndpoints } from './endpoints/qemu-agent.ts';
import { qemuCloneEndpoints } from './endpoints/qemu-clone.ts';
import { qemuCloudInitEndpoints } from './endpoints/qemu-cloudinit.ts';
import { qemuConfigEndpoints } from './endpoints/qemu-config.ts';
import { qemuConsoleEndpoints } from './endpoints/qemu-console.ts';
import { qemuCreateEndpoints } from './endpoints/qemu-create.ts';
import { qemuDiskEndpoints } from './endpoints/qemu-disks.ts';
import { qemuFeatureEndpoints } from './endpoints/qemu-feature.ts';
import { qemuMigrateEndpoints } from './endpoints/qemu-migrate.ts';
import { qemuPowerEndpoints } from './endpoints/qemu-power.ts';
import { qemuResizeEndpoints } from './endpoints/qemu-resize.ts';
import { qemuSnapshotEndpoints } from './endpoints/qemu-snapshot.ts';
import { qemuTemplateEndpoints } from './endpoints/qemu-template.ts';
import { qemuEndpoints } from './endpoints/qemu.ts';
import { replicationEndpoints } from './endpoints/replication.ts';
import { roleEndpoints } from './endpoints/roles.ts';
import { rrddataEndpoints } from './endpoints/rrddata.ts';
import { sdnApplyEndpoints } from './endpoints/sdn-apply.ts';
import { sdnIpEndpoints } from './endpoints/sdn-ips.ts';
import { sdnSubnetEndpoints } from './endpoints/sdn-subnets.ts';
import { sdnVnetEndpoints } from './endpoints/sdn-vnets.ts';
import { sdnZoneEndpoints } from './endpoints/sdn-zones.ts';
import { storageAllocateEndpoints } from './endpoints/storage-allocate.ts';
import { storageContentEndpoints } from './endpoints/storage-content.ts';
import { storageDefinitionEndpoints } from './endpoints/storage-definitions.ts';
import { storageEndpoints } from './endpoints/storages.ts';
import { taskEndpoints } from './endpoints/tasks.ts';
import { ticketEndpoints } from './endpoints/tickets.ts';
import { tokenEndpoints } from './endpoints/tokens.ts';
import { userEndpoints } from './endpoints/users.ts';
import { versionEndpoints } from './endpoints/version.ts';
import { vzdumpEndpoints } from './endpoints/vzdump.ts';

/** Every endpoint that is offered, one group per file of `endpoints/`. All else is answered 501. */
export const endpoints: readonly Endpoint[] = [
  ...versionEndpoints,
  ...userEndpoints,
  ...tokenEndpoints,
  ...ticketEndpoints,
  ...groupEndpoints,
  ...roleEndpoints,
  ...aclEndpoints,
  ...poolEndpoints,
  ...certificateEndpoints,
  ...clusterEndpoints,
  ...clusterDetailEndpoints,
  ...haEndpoints,
  ...replicationEndpoints,
  ...metricsExportEndpoints,
  ...rrddataEndpoints,
  ...indexEndpoints,
  ...nodeEndpoints,
  ...nodeDetailEndpoints,
  ...diskEndpoints,
  ...cephEndpoints,
  ...taskEndpoints,
  ...storageDefinitionEndpoints,
  ...storageEndpoints,
  ...storageContentEndpoints,
  ...storageAllocateEndpoints,
  ...vzdumpEndpoints,
  ...backupJobEndpoints,
  ...sdnZoneEndpoints,
  ...sdnVnetEndpoints,
  ...sdnSubnetEndpoints,
  ...sdnIpEndpoints,
  ...sdnApplyEndpoints,
  ...qemuEndpoints,
  ...qemuCreateEndpoints,
  ...qemuCloneEndpoints,
  ...qemuConfigEndpoints,
  ...qemuCloudInitEndpoints,
  ...qemuResizeEndpoints,
  ...qemuPowerEndpoints,
  ...qemuSnapshotEndpoints,
  ...qemuMigrateEndpoints,
  ...qemuTemplateEndpoints,
  ...qemuAgentEndpoints,
  ...qemuAgentExecEndpoints,
  ...qemuAgentFileEndpoints,
  ...qemuAgentSystemEndpoints,
  ...qemuConsoleEndpoints,
  ...qemuFeatureEndpoints,
  ...qemuDiskEndpoints,
  ...firewallClusterEndpoints,
  ...firewallGuestEndpoints,
  ...firewallNodeEndpoints,
  ...firewallVnetEndpoints,
];
