import { isIP } from 'node:net';
import { isCidr } from './addresses.ts';
import { when } from './check.ts';
import type { Check } from './check.ts';

/** The protocols of Debian's /etc/protocols that a firewall rule is written for; any number is known too. */
const protocols = new Set(
  (
    'ip hopopt icmp igmp ggp ipencap st tcp egp igp pup udp hmp xns-idp rdp iso-tp4 dccp xtp ddp idpr-cmtp ipv6 ipv6-route ipv6-frag idrp ' +
    'rsvp gre esp ah skip ipv6-icmp icmpv6 ipv6-nonxt ipv6-opts rspf vmtp eigrp ospf ax.25 ipip etherip encap pim ipcomp vrrp l2tp isis sctp ' +
    'fc mobility-header udplite mpls-in-ip manet hip shim6 wesp rohc ethernet'
  ).split(' '),
);

const icmpTypes = new Set(
  (
    'any echo-reply destination-unreachable network-unreachable host-unreachable protocol-unreachable port-unreachable fragmentation-needed ' +
    'source-route-failed network-unknown host-unknown network-prohibited host-prohibited TOS-network-unreachable TOS-host-unreachable ' +
    'communication-prohibited host-precedence-violation precedence-cutoff source-quench redirect network-redirect host-redirect ' +
    'TOS-network-redirect TOS-host-redirect echo-request router-advertisement router-solicitation time-exceeded ttl-zero-during-transit ' +
    'ttl-zero-during-reassembly parameter-problem ip-header-bad required-option-missing timestamp-request timestamp-reply ' +
    'address-mask-request address-mask-reply no-route beyond-scope address-unreachable failed-policy reject-route packet-too-big bad-header ' +
    'unknown-header-type unknown-option neighbor-solicitation neighbour-solicitation neighbor-advertisement neighbour-advertisement'
  ).split(' '),
);

const helpers = new Set(['amanda', 'ftp', 'irc', 'netbios-ns', 'pptp', 'sane', 'sip', 'snmp', 'tftp']);

export const firewallFormats: Record<string, Check> = {
  'pve-fw-addr-spec': addresses,
  'pve-fw-dport-spec': ports,
  'pve-fw-sport-spec': ports,
  'pve-fw-conntrack-helper': (value) => {
    const unknown = value.split(',').find((helper) => !helpers.has(helper));
    return unknown === undefined ? null : `unknown helper '${unknown}'`;
  },
  'pve-fw-protocol-spec': (value) =>
    when(value === '' || protocols.has(value) || (/^\d+$/.test(value) && Number(value) <= 255), `unknown protocol '${value}'`),
  'pve-fw-icmp-type-spec': (value) =>
    when(value === '' || icmpTypes.has(value) || /^\d+(\/\d+)?$/.test(value), `invalid icmp-type value '${value}'`),
};

/** Addresses, networks and ranges; `+set` and alias names are looked up later. */
function addresses(value: string): string | null {
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

function ports(value: string): string | null {
  const bad = value
    .split(',')
    .flatMap((item) => item.split(':'))
    .find((port) => /^\d+$/.test(port) && Number(port) > 65_535);
  return bad === undefined ? null : `invalid port '${bad}'`;
}
