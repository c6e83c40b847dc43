import type { NodeDisk, NodeState, ServiceState } from '../state/world.ts';

const tib = 1_000_204_886_016;

/** The disks of a node: what it has at first, unless the world says otherwise. */
export function disksOf(node: NodeState): NodeDisk[] {
  return (node.disks ??= [
    { devpath: '/dev/sda', type: 'ssd', model: 'SAMSUNG MZ7LH480HAHQ', serial: `S45NN1${node.id}`, size: 480_103_981_056, used: 'BIOS boot', health: 'PASSED', wearout: 92 },
    { devpath: '/dev/nvme0n1', type: 'nvme', model: 'SAMSUNG MZQL21T9HCJR', serial: `S64GN1${node.id}`, size: 2 * tib, used: 'LVM', health: 'PASSED', wearout: 97 },
    { devpath: '/dev/nvme1n1', type: 'nvme', model: 'SAMSUNG MZQL21T9HCJR', serial: `S64GN2${node.id}`, size: 2 * tib, used: 'LVM', health: 'PASSED', wearout: 96 },
  ]);
}

const services = {
  chrony: 'NTP client/server',
  corosync: 'Corosync Cluster Engine',
  cron: 'Regular background program processing daemon',
  postfix: 'Postfix Mail Transport Agent',
  'proxmox-firewall': 'Proxmox nftables firewall',
  'pve-cluster': 'The Proxmox VE cluster filesystem',
  'pve-firewall': 'Proxmox VE firewall',
  'pve-ha-crm': 'PVE Cluster HA Resource Manager Daemon',
  'pve-ha-lrm': 'PVE Local HA Resource Manager Daemon',
  pvedaemon: 'PVE API Daemon',
  pveproxy: 'PVE API Proxy Server',
  pvescheduler: 'Proxmox VE scheduler',
  pvestatd: 'PVE Status Daemon',
  qmeventd: 'PVE Qemu Event Daemon',
  sshd: 'OpenBSD Secure Shell server',
} as const;

/** The services of a node, by name; all run at first. */
export function servicesOf(node: NodeState): Record<string, ServiceState> {
  return (node.services ??= Object.fromEntries(Object.keys(services).map((name) => [name, 'running'])));
}

export function describeService(name: string): string {
  return (services as Record<string, string>)[name] ?? name;
}

/** What waits for an upgrade, the first `count` of these. */
export const upgradable = [
  ['pve-manager', '9.2.11', '9.2.12', 'Proxmox'],
  ['qemu-server', '9.2.6', '9.2.7', 'Proxmox'],
  ['proxmox-kernel-6.17', '6.17.2-1', '6.17.4-1', 'Proxmox'],
  ['openssl', '3.5.1-1', '3.5.1-1+deb13u1', 'Debian'],
  ['openssh-server', '1:10.0p1-7', '1:10.0p1-7+deb13u1', 'Debian'],
  ['libc6', '2.41-12', '2.41-12+deb13u1', 'Debian'],
  ['libpve-access-control', '9.1.1', '9.1.2', 'Proxmox'],
  ['libpve-storage-perl', '9.1.7', '9.1.8', 'Proxmox'],
  ['curl', '8.14.1-2', '8.14.1-2+deb13u2', 'Debian'],
  ['tzdata', '2025b-4+deb13u1', '2026a-0+deb13u1', 'Debian'],
] as const;
