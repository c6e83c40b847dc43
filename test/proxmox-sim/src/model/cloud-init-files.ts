import { createHash } from 'node:crypto';
import type { ConfigValue } from '../state/world.ts';
import { nics } from './guest-config.ts';

type Config = Record<string, ConfigValue>;

/** The files that the cloud-init drive of a guest holds, as Proxmox generates them for Linux. */
export const cloudInitFiles = { user: userData, network: networkConfig, meta: metaData } as const;

function userData(config: Config, vmid: number): string {
  const name = String(config['name'] ?? `VM${vmid}`);
  const domain = String(config['searchdomain'] ?? '').split(' ')[0] ?? '';
  const [host = ''] = name.split('.');
  const lines = ['#cloud-config', `hostname: ${host}`, 'manage_etc_hosts: true'];
  if (name.includes('.')) lines.push(`fqdn: ${name}`);
  else if (domain !== '') lines.push(`fqdn: ${name}.${domain}`);
  if (config['ciuser'] !== undefined) lines.push(`user: ${String(config['ciuser'])}`);
  if (config['cipassword'] !== undefined) lines.push(`password: ${String(config['cipassword'])}`);
  const keys = publicKeys(config);
  if (keys.length > 0) lines.push('ssh_authorized_keys:', ...keys.map((key) => `  - ${key}`));
  lines.push('chpasswd:', '  expire: False');
  if (config['ciuser'] !== 'root') lines.push('users:', '  - default');
  if (config['ciupgrade'] !== 0) lines.push('package_upgrade: true');
  return `${lines.join('\n')}\n`;
}

/** Those that the configuration gives to the account. */
export function publicKeys(config: Config): string[] {
  return decodeURIComponent(String(config['sshkeys'] ?? ''))
    .split('\n')
    .filter((line) => line.trim() !== '');
}

/** A card without `ipconfigN` is left out. */
function networkConfig(config: Config): string {
  const cards = nics(config).flatMap(({ key, mac }) => {
    const index = key.slice('net'.length);
    const given = config[`ipconfig${index}`];
    if (given === undefined) return [];
    const head = ['- type: physical', `  name: eth${index}`, `  mac_address: '${mac.toLowerCase()}'`, '  subnets:'];
    return [...head, ...subnets(String(given)).map((line) => `  ${line}`)];
  });
  const quoted = (key: string): string[] =>
    String(config[key] ?? '')
      .split(/[\s,;]+/)
      .filter((item) => item !== '')
      .map((item) => `  - '${item}'`);
  const [servers, domains] = [quoted('nameserver'), quoted('searchdomain')];
  const resolver = [
    '- type: nameserver',
    ...(servers.length === 0 ? [] : ['  address:', ...servers]),
    ...(domains.length === 0 ? [] : ['  search:', ...domains]),
  ];
  return `version: 1\nconfig:\n${[...cards, ...resolver].map((line) => `    ${line}\n`).join('')}`;
}

function subnets(ipconfig: string): string[] {
  const { ip, gw, ip6, gw6 } = Object.fromEntries(ipconfig.split(',').map((part) => part.split('=', 2) as [string, string])) as Partial<
    Record<'ip' | 'gw' | 'ip6' | 'gw6', string>
  >;
  const lines: string[] = [];
  if (ip === 'dhcp') lines.push('- type: dhcp4');
  else if (ip !== undefined) {
    const [address = '', bits = ''] = ip.split('/');
    lines.push('- type: static', `  address: '${address}'`, `  netmask: '${netmask(Number(bits))}'`, ...gateway(gw));
  }
  if (ip6 === 'dhcp') lines.push('- type: dhcp6');
  else if (ip6 === 'auto') lines.push('- type: ipv6_slaac');
  else if (ip6 !== undefined) lines.push('- type: static6', `  address: '${ip6}'`, ...gateway(gw6));
  return lines;
}

function gateway(address: string | undefined): string[] {
  return address === undefined ? [] : [`  gateway: '${address}'`];
}

function netmask(bits: number): string {
  return [0, 8, 16, 24].map((from) => 256 - 2 ** (8 - Math.min(8, Math.max(0, bits - from)))).join('.');
}

/** The instance is another one when what it is told changes. */
function metaData(config: Config, vmid: number): string {
  const told = userData(config, vmid) + networkConfig(config);
  return `instance-id: ${createHash('sha1').update(told).digest('hex')}\n`;
}
