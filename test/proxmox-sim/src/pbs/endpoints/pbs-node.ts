import { createHash } from 'node:crypto';
import { now } from '../../clock.ts';
import type { PbsCall, PbsEndpoint } from '../call.ts';
import { pbsHost, pbsLoad } from '../model/pbs-host.ts';
import { pbsNode } from '../task-book.ts';

const base = '/nodes/{node}';
const day = 86_400;

export const pbsNodeEndpoints: PbsEndpoint[] = [
  { method: 'GET', template: `${base}/status`, handle: status },
  { method: 'GET', template: `${base}/services`, handle: services },
  { method: 'GET', template: `${base}/certificates/info`, handle: certificates },
  { method: 'GET', template: `${base}/subscription`, handle: subscription },
  { method: 'GET', template: `${base}/apt/update`, handle: () => [update] },
  {
    method: 'GET',
    template: `${base}/apt/versions`,
    handle: () => [{ ...update, Version: update.OldVersion, ExtraInfo: `running version: ${update.OldVersion}` }],
  },
  { method: 'GET', template: `${base}/time`, handle: () => ({ timezone: 'Etc/UTC', time: now(), localtime: now() }) },
  { method: 'GET', template: `${base}/dns`, handle: () => ({ search: 'example.com', dns1: '198.51.100.1', digest: sha256('dns') }) },
];

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function status({ pbs }: PbsCall): unknown {
  const { cpu, wait, loadavg, memUsed } = pbsLoad(pbs, now());
  const { cores, memory, swap, rootTotal, rootUsed } = pbsHost;
  const kernel = { sysname: 'Linux', release: '6.17.2-1-pve', version: '#1 SMP PREEMPT_DYNAMIC', machine: 'x86_64' };
  return {
    cpu,
    wait,
    loadavg,
    uptime: now() - pbs.bootedAt,
    cpuinfo: { model: 'AMD EPYC 7232P 8-Core Processor', sockets: 1, cpus: cores },
    memory: { total: memory, used: memUsed, free: memory - memUsed },
    swap: { total: swap, used: 0, free: swap },
    root: { total: rootTotal, used: rootUsed, avail: rootTotal - rootUsed },
    kversion: `${kernel.sysname} ${kernel.release} ${kernel.version}`,
    'current-kernel': kernel,
    'boot-info': { mode: 'efi', secureboot: false },
    info: { fingerprint: pbs.fingerprint.toLowerCase() },
  };
}

const described: Record<string, string> = {
  'proxmox-backup': 'Proxmox Backup API Server',
  'proxmox-backup-proxy': 'Proxmox Backup API Proxy Server',
  sshd: 'OpenBSD Secure Shell server',
  'systemd-journald': 'Journal Service',
  cron: 'Regular background program processing daemon',
  postfix: 'Postfix Mail Transport Agent',
  chrony: 'chrony, an NTP client/server',
};

function services(): unknown[] {
  return Object.entries(described).map(([service, desc]) => ({ service, name: service, desc, state: 'running', 'unit-state': 'enabled' }));
}

/** The one that it made itself. */
function certificates({ pbs }: PbsCall): unknown[] {
  const name = '/C=/O=Proxmox Backup Server/OU=00000000-0000-4000-8000-000000000000/CN=pbs';
  return [
    {
      filename: 'proxy.pem',
      subject: name,
      issuer: name,
      san: ['127.0.0.1', 'localhost', pbsNode],
      notbefore: pbs.certificateExpiry - 730 * day,
      notafter: pbs.certificateExpiry,
      'public-key-type': 'rsaEncryption',
      'public-key-bits': 2048,
      ...(pbs.fingerprint === '' ? {} : { fingerprint: pbs.fingerprint.toLowerCase() }),
    },
  ];
}

function subscription(): unknown {
  return { status: 'notfound', message: 'There is no subscription key', url: 'https://www.proxmox.com/en/proxmox-backup-server/pricing' };
}

const update = {
  Package: 'proxmox-backup-server',
  Title: 'Proxmox Backup Server daemon with tools and GUI',
  Description: 'This package contains the Proxmox Backup Server daemons and related tools.',
  Arch: 'amd64',
  Version: '4.1.1-1',
  OldVersion: '4.1.0-1',
  Origin: 'Proxmox',
  Priority: 'optional',
  Section: 'admin',
};
