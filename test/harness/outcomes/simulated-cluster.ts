import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createPveClient, type CallReport, type PveClient } from '@vigie/proxmox/client';
import type { TaskApi } from '@vigie/proxmox/own-task';
import { listTasks, waitForTask } from '@vigie/proxmox/tasks';
import { makeCertificate, type Certificate } from '@vigie/proxmox/testing/certificate';
import { Faults } from '../../proxmox-sim/src/control/faults.ts';
import { Journal } from '../../proxmox-sim/src/control/journal.ts';
import { none } from '../../proxmox-sim/src/delays.ts';
import { apiServer } from '../../proxmox-sim/src/http/api-server.ts';
import { Simulator } from '../../proxmox-sim/src/simulator.ts';
import { demoTokens, demoWorld } from '../../proxmox-sim/src/state/demo-world.ts';
import type { World } from '../../proxmox-sim/src/state/world.ts';

/** A simulated cluster of one scenario: real TLS on loopback, its world within reach. */
export interface SimulatedCluster {
  sim: Simulator;
  world: World;
  faults: Faults;
  journal: Journal;
  client(options?: { timeoutMs?: number; onCall?: (call: CallReport) => void }): PveClient;
  close(): Promise<void>;
}

/** What all scenarios start from: one token, one certificate, one world to be copied. */
export interface Furniture {
  secret: string;
  certificate: Certificate;
  world: World;
}

export async function openCluster({ secret, certificate, world: first }: Furniture): Promise<SimulatedCluster> {
  const world = structuredClone(first);
  const sim = new Simulator(world, none);
  const faults = new Faults();
  const journal = new Journal();
  const server = apiServer(sim, faults, journal, { key: certificate.key, cert: certificate.pem });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const clients: PveClient[] = [];
  return {
    sim,
    world,
    faults,
    journal,
    client(options = {}) {
      const endpoints = [{ url, fingerprint: certificate.fingerprint }];
      const client = createPveClient({ cluster: 'demo', endpoints, token: { id: demoTokens.provisioner, secret }, ...options });
      clients.push(client);
      return client;
    },
    async close() {
      await Promise.all(clients.map((client) => client.close()));
      server.close();
      server.closeAllConnections();
      await sim.tasks.drain();
    },
  };
}

/** The client as the helpers want it. */
export const taskApi = (client: PveClient): TaskApi => ({
  tokenId: demoTokens.provisioner,
  call: client.call.bind(client),
  listTasks: (node, filter) => listTasks(client, node, filter),
});

/** A cluster with a tenant: a pool, a group, a network, VM 20000 (stopped, with a backup) and VM 20001 (running, with an agent). */
export async function furnish(): Promise<Furniture> {
  const secret = randomUUID();
  const certificate = await makeCertificate();
  const empty = { secret, certificate, world: demoWorld({ provisioner: secret, exporter: randomUUID() }) };
  const cluster = await openCluster(empty);
  const client = cluster.client();
  const run = async (call: Promise<unknown>) => waitForTask(client, String(await call), { deadlineMs: 10_000 });
  await client.call('POST', '/pools', {}, { poolid: 'acme', comment: 'vigie tenant acme' });
  await client.call('POST', '/access/groups', {}, { groupid: 'vigie-acme', comment: 'vigie tenant acme' });
  await client.call('POST', '/access/roles', {}, { roleid: 'VigieTenant', privs: 'VM.Audit' });
  await client.call('POST', '/cluster/sdn/zones', {}, { zone: 'vigie', type: 'simple', ipam: 'pve', dhcp: 'dnsmasq' });
  await client.call('POST', '/cluster/sdn/vnets', {}, { vnet: 't1', zone: 'vigie', alias: 'vigie acme net_1' });
  await client.call('POST', '/cluster/sdn/vnets/{vnet}/subnets', { vnet: 't1' }, {
    subnet: '10.10.0.0/24', type: 'subnet', gateway: '10.10.0.1', 'dhcp-range': ['start-address=10.10.0.10,end-address=10.10.0.250'],
  });
  await run(client.call('PUT', '/cluster/sdn', {}));
  const template = { node: 'pve1', vmid: 9000 };
  for (const newid of [20_000, 20_001]) {
    const parameters = { newid, name: `vm-${newid}`, description: `vigie:ord_${newid}`, pool: 'acme', full: 1, storage: 'ceph-vm' };
    await run(client.call('POST', '/nodes/{node}/qemu/{vmid}/clone', template, parameters));
  }
  await run(client.call('POST', '/nodes/{node}/qemu/{vmid}/status/start', { node: 'pve1', vmid: 20_001 }));
  await cluster.close();
  return { ...empty, world: structuredClone(cluster.world) };
}
