import { isIP, isIPv4, isIPv6 } from 'node:net';
import { when } from './check.ts';
import type { Check } from './check.ts';

const dnsName = /^([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)*[a-z0-9]([a-z0-9-]*[a-z0-9])?$/i;
const email = /^[^\s@]+@[^\s@]+$/;

/** IP addresses, networks and names that are looked up. */
export const addressFormats: Record<string, Check> = {
  'dns-name': (value) => when(dnsName.test(value), 'value does not look like a valid DNS name'),
  email: (value) => when(email.test(value), 'value does not look like a valid email address'),
  'email-or-username': (value) =>
    when(email.test(value) || /^[\w.~+-]+$/.test(value), 'value does not look like a valid email address or user name'),
  ip: (value) => when(isIP(value) !== 0, 'value does not look like a valid IP address'),
  ipv4: (value) => when(isIPv4(value), 'value does not look like a valid IPv4 address'),
  ipv6: (value) => when(isIPv6(value), 'value does not look like a valid IPv6 address'),
  address: (value) => when(isIP(value) !== 0 || dnsName.test(value), `value does not look like a valid address: ${value}`),
  CIDR: (value) => when(isCidr(value), 'value does not look like a valid CIDR network'),
  IPorCIDR: ipOrCidr,
  IPorCIDRorAlias: (value) => (/^((guest|dc)\/)?[A-Za-z][A-Za-z0-9_-]+$/.test(value) ? null : ipOrCidr(value)),
  'pve-ipv4-config': (value) =>
    when(/^(dhcp|manual)$/.test(value) || (isCidr(value) && !value.includes(':')), 'value does not look like a valid ipv4 network configuration'),
  'pve-ipv6-config': (value) =>
    when(
      /^(auto|dhcp|manual)$/.test(value) || (isCidr(value) && value.includes(':')),
      'value does not look like a valid ipv6 network configuration',
    ),
  'pve-sdn-subnet-id': (value) =>
    when(isCidr(value) || /^\w+-[0-9a-f.:]+-\d+$/i.test(value), 'value does not look like a valid CIDR network'),
  'mac-addr': (value) => when(/^[0-9a-f][02468ace](:[0-9a-f]{2}){5}$/i.test(value), 'value does not look like a valid unicast MAC address'),
};

/** Here a prefix may be shorter than 8 bits. */
function ipOrCidr(value: string): string | null {
  const [address = '', bits, ...rest] = value.split('/');
  const good = isIP(address) !== 0 && rest.length === 0 && (bits === undefined || (/^\d+$/.test(bits) && Number(bits) <= (isIPv4(address) ? 32 : 128)));
  return when(good, 'value does not look like a valid IP address or CIDR network');
}

/** Networks with fewer than 8 bits are refused. */
export function isCidr(value: string): boolean {
  const [address = '', mask = '', ...rest] = value.split('/');
  if (rest.length > 0 || !/^\d+$/.test(mask)) return false;
  const bits = Number(mask);
  return isIPv4(address) ? bits >= 8 && bits <= 32 : isIPv6(address) && bits >= 8 && bits <= 128;
}
