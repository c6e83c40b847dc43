import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createPveClient, type PveClient } from '@vigie/proxmox/client';
import { waitForTask } from '@vigie/proxmox/tasks';
import { startDaemon, type Daemon } from './daemon.ts';
import { simulatorOf } from './simulator.ts';

/** A simulated cluster with its backup server, alone, under a name of its own. */
export interface Cluster extends ReturnType<typeof simulatorOf> {
  daemon: Daemon;
  pve: PveClient;
  /** For exampleConfig: merged into its one cluster, or copied from it. */
  settings: Record<string, unknown>;
  /** An entry of backupServers. */
  backupServer: Record<string, unknown>;
  /** An HTTP proxy that reaches the guests. */
  guestProxy: string;
  /** A running VM with the tag `monitored`, in a network whose addresses the IPAM gives. */
  makeVm(vm: { vmid: number; name: string; pool: string; node: string }): Promise<void>;
  stop(): Promise<void>;
}

/** `network` is the /24 of its machines, without the last number. */
export async function startCluster(name: string, home: string, network = '10.10.0'): Promise<Cluster> {
  const ports = ['--port', '0', '--pbs-port', '0', '--control-port', '0', '--guest-port', '0'];
  const daemon = await startDaemon('test/proxmox-sim/src/main.ts', [...ports, '--state', join(home, `sim-${name}`), '--delays', 'none'], home);
  const { url, control, fingerprint, guestProxy, tokens, pbs } = daemon.ready;
  const endpoints = [{ url, fingerprint }];
  const pve = createPveClient({
    cluster: name,
    endpoints,
    token: { id: tokens.provisioner.id, secret: readFileSync(tokens.provisioner.file, 'utf8') },
  });
  const pools = new Set<string>();
  let hasNetwork = false;

  const makeNetwork = async () => {
    await pve.call('POST', '/cluster/sdn/zones', {}, { zone: 'vigie', type: 'simple', ipam: 'pve', dhcp: 'dnsmasq' });
    await pve.call('POST', '/cluster/sdn/vnets', {}, { vnet: 'v1', zone: 'vigie' });
    const range = `start-address=${network}.10,end-address=${network}.99`;
    await pve.call('POST', '/cluster/sdn/vnets/{vnet}/subnets', { vnet: 'v1' }, { subnet: `${network}.0/24`, type: 'subnet', gateway: `${network}.1`, 'dhcp-range': range });
    await waitForTask(pve, await pve.call<string>('PUT', '/cluster/sdn', {}), { deadlineMs: 30_000 });
    hasNetwork = true;
  };
  const task = async (node: string, action: string, vmid: number, params: Record<string, unknown> = {}) => {
    const upid = await pve.call<string>('POST', `/nodes/{node}/qemu/{vmid}/${action}`, { node, vmid }, params);
    await waitForTask(pve, upid, { deadlineMs: 30_000 });
  };

  return {
    ...simulatorOf(control),
    daemon,
    pve,
    settings: { name, endpoints, exporterToken: { id: tokens.exporter.id, secret: { file: tokens.exporter.file } } },
    backupServer: {
      name,
      endpoints: [{ url: pbs.url, fingerprint: pbs.fingerprint }],
      token: { id: pbs.tokens.exporter.id, secret: { file: pbs.tokens.exporter.file } },
    },
    guestProxy,
    async makeVm({ vmid, name: vm, pool, node }) {
      if (!hasNetwork) await makeNetwork();
      if (!pools.has(pool)) await pve.call('POST', '/pools', {}, { poolid: pool });
      pools.add(pool);
      await task('pve1', 'clone', 9000, { newid: vmid, name: vm, pool, target: node });
      const net0 = `virtio=BC:24:11:00:00:${String(vmid % 100).padStart(2, '0')},bridge=v1`;
      await pve.call('PUT', '/nodes/{node}/qemu/{vmid}/config', { node, vmid }, { onboot: 1, tags: 'monitored;web', net0, ipconfig0: 'ip=dhcp' });
      await task(node, 'status/start', vmid);
    },
    async stop() {
      await pve.close();
      await daemon.stop();
    },
  };
}
