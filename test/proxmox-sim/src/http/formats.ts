import { isIP, isIPv4, isIPv6 } from 'node:net';
import { splitList } from './call.ts';
import { allPrivileges } from '../model/roles.ts';

type Check = (value: string) => string | null;

const configId = /^[a-z][a-z0-9_-]+$/i;
const dnsName = /^(?!-)[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*$/i;
const nodeName = /^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/i;
const safeName = /^[A-Za-z0-9._-]+$/;
const storageId = /^[a-z][a-z0-9._-]*[a-z0-9]$/i;

function when(good: boolean, otherwise: string): string | null {
  return good ? null : otherwise;
}

/** The named formats that the offered endpoints use and that a client can realistically get wrong, with Proxmox's texts. */
const checks: Record<string, Check> = {
  'pve-vmid': (value) => when(/^[1-9][0-9]{2,8}$/.test(value), 'value does not look like a valid VM ID'),
  'pve-node': (value) => when(nodeName.test(value), 'value does not look like a valid node name'),
  'pve-storage-id': (value) => when(storageId.test(value), `storage ID '${value}' contains illegal characters`),
  'pve-configid': (value) => when(configId.test(value), `invalid configuration ID '${value}'`),
  'pve-poolid': (value) =>
    when(/^[A-Za-z][A-Za-z0-9._-]*(\/[A-Za-z][A-Za-z0-9._-]*){0,2}$/.test(value), `invalid characters in pool name '${value}'`),
  'pve-groupid': (value) => when(safeName.test(value), `group name '${value}' contains invalid characters`),
  'pve-roleid': (value) => when(safeName.test(value), `role name '${value}' contains invalid characters`),
  'pve-priv': (value) => when(allPrivileges.has(value), `invalid privilege '${value}'`),
  'pve-tokenid': (value) => when(/^[^\s:/]+![A-Za-z][A-Za-z0-9._-]+$/.test(value), `value '${value}' does not look like a valid token ID`),
  'dns-name': (value) => when(dnsName.test(value), 'value does not look like a valid DNS name'),
  'email-opt': (value) => when(value === '' || /^[^\s@]+@[^\s@]+$/.test(value), 'value does not look like a valid email address'),
  ip: (value) => when(isIP(value) !== 0, 'value does not look like a valid IP address'),
  ipv4: (value) => when(isIPv4(value), 'value does not look like a valid IPv4 address'),
  ipv6: (value) => when(isIPv6(value), 'value does not look like a valid IPv6 address'),
  address: (value) => when(isIP(value) !== 0 || dnsName.test(value), 'value does not look like a valid IP address or DNS name'),
  CIDR: (value) => when(isCidr(value), 'value does not look like a valid CIDR network'),
  IPorCIDR: addressOrNetwork,
  IPorCIDRorAlias: (value) => (/^(dc\/|guest\/)?[a-z][\w-]+$/i.test(value) ? null : addressOrNetwork(value)),
  'pve-sdn-subnet-id': (value) =>
    when(isCidr(value) || /^\w+-[0-9a-f.:]+-\d+$/i.test(value), 'value does not look like a valid CIDR network'),
  'mac-addr': (value) => when(/^[0-9a-f][02468ace](:[0-9a-f]{2}){5}$/i.test(value), 'value does not look like a valid unicast MAC address'),
  urlencoded: (value) => when(/^[-%a-zA-Z0-9_.!~*'()]*$/.test(value), `invalid urlencoded string: ${value}`),
  'pve-calendar-event': (value) =>
    when(
      /\d|^(minutely|hourly|daily|weekly|monthly|yearly)$/.test(value),
      `invalid calendar event '${value}' - unable to parse calendar event`,
    ),
  'pve-tag': (value) => when(/^[a-z0-9_][a-z0-9_\-+.]*$/i.test(value), 'invalid characters in tag'),
  'pve-fw-addr-spec': firewallAddress,
  'pve-fw-dport-spec': firewallPorts,
  'pve-fw-sport-spec': firewallPorts,
  'pve-qm-ipconfig': ipConfig,
  'pve-sdn-dhcp-range': dhcpRange,
};

function isCidr(value: string): boolean {
  const [address = '', mask = '', ...rest] = value.split('/');
  if (rest.length > 0 || !/^\d+$/.test(mask)) return false;
  const bits = Number(mask);
  return isIPv4(address) ? bits >= 8 && bits <= 32 : isIPv6(address) && bits >= 8 && bits <= 128;
}

/** Here a prefix may be shorter than 8 bits. */
function addressOrNetwork(value: string): string | null {
  const [address = '', bits, ...rest] = value.split('/');
  const good = isIP(address) !== 0 && rest.length === 0 && (bits === undefined || (/^\d+$/.test(bits) && Number(bits) <= (isIPv4(address) ? 32 : 128)));
  return when(good, 'value does not look like a valid IP address or CIDR network');
}

/** Addresses, networks and ranges; `+set` and alias names are looked up later. */
function firewallAddress(value: string): string | null {
  if (value.startsWith('+') || /^[a-z]/i.test(value)) return null;
  for (const address of value.split(',').flatMap((item) => item.split('-'))) {
    if (isIP(address) === 0 && !isCidr(address)) return `invalid IP address: ${quadProblem(address)}`;
  }
  return null;
}

function quadProblem(address: string): string {
  const quad = address.split(/[./]/).find((part) => Number(part) > 255);
  return quad === undefined ? address : `Invalid quad in IP address ${address} - ${quad}`;
}

function firewallPorts(value: string): string | null {
  const bad = value
    .split(',')
    .flatMap((item) => item.split(':'))
    .find((port) => /^\d+$/.test(port) && Number(port) > 65_535);
  return bad === undefined ? null : `invalid port '${bad}'`;
}

function ipConfig(value: string): string | null {
  const problems: string[] = [];
  for (const part of value.split(',')) {
    const [key = '', item = ''] = part.split('=', 2);
    if (key === 'ip') {
      if (item !== 'dhcp' && !(isCidr(item) && item.includes('.')))
        problems.push('ip: invalid format - value does not look like a valid ipv4 network configuration\n');
    } else if (key === 'gw') {
      if (!isIPv4(item)) problems.push('gw: invalid format - value does not look like a valid IPv4 address\n');
    } else if (key === 'ip6') {
      if (!['dhcp', 'auto'].includes(item) && !isCidr(item))
        problems.push('ip6: invalid format - value does not look like a valid ipv6 network configuration\n');
    } else if (key !== 'gw6') {
      problems.push(`${key}: property is not defined in schema and the schema does not allow additional properties`);
    }
  }
  return problems.length === 0
    ? null
    : `format error\n${problems
        .map((problem) => `$name.${problem}\n`)
        .join('')
        .replace(/\n$/, '')}`;
}

function dhcpRange(value: string): string | null {
  if (!value.includes('=')) return 'value without key, but schema does not define a default key';
  const keys = new Map(value.split(',').map((part) => part.split('=', 2) as [string, string]));
  const good = ['start-address', 'end-address'].every((key) => isIP(keys.get(key) ?? '') !== 0);
  return when(good, 'format error');
}

/** Null when good, else Proxmox's text without its trailing newline. `$name` in it stands for the parameter. */
export function checkFormat(format: string, value: string): string | null {
  const check = checks[format];
  if (check !== undefined) return check(value);
  const ofItems = format.endsWith('-list') ? checks[format.slice(0, -'-list'.length)] : undefined;
  if (ofItems === undefined) return null;
  for (const item of splitList(value)) {
    const problem = ofItems(item);
    if (problem !== null) return problem;
  }
  return null;
}
