import type { ClusterConfig } from '@vigie/config/clusters';
import type { StepNetwork } from '../ports.ts';
import { firewallMarker, type WantedRule } from '../pve/firewall-rules.ts';

/** What Vigie keeps in the datacenter's firewall: one IP set and one security group for the machines of all tenants. */
export const closedSet = { name: 'vigie-closed', comment: `${firewallMarker}closed to the machines of tenants` };
export const guestGroup = { name: 'vigie-guest', comment: `${firewallMarker}for the machines of tenants` };

const comment = (text: string): string => `${firewallMarker}${text}`;

/**
 * The security group: what is the same for all machines. A machine's own rules come first, so its own network is not meant by the set.
 * Both directions are closed: a rule that somebody adds below to a machine opens it to others, but not to tenants.
 */
export function groupRules({ isolation, nameservers }: ClusterConfig, nodeExporterPort: number): WantedRule[] {
  const set = `+dc/${closedSet.name}`;
  const reachable: WantedRule[] =
    isolation.allowFrom.length === 0
      ? []
      : [{
          type: 'in', action: 'ACCEPT', source: isolation.allowFrom.join(','), proto: 'tcp', dport: `22,${nodeExporterPort}`,
          comment: comment('monitoring and bastion'),
        }];
  const names: WantedRule[] =
    nameservers.length === 0 ? [] : [{ type: 'out', action: 'ACCEPT', macro: 'DNS', dest: nameservers.join(','), comment: comment('name servers') }];
  return [
    ...reachable,
    { type: 'in', action: 'DROP', source: set, comment: comment('not from other tenants and hosts') },
    ...names,
    { type: 'out', action: 'DROP', dest: set, comment: comment('not to other tenants and hosts') },
  ];
}

/** A machine's rules. The gateway's address is the node itself, on every node: only its name service is open. DHCP is an option's matter. */
export function guestRules({ cidr, gateway }: StepNetwork): WantedRule[] {
  return [
    { type: 'in', action: 'ACCEPT', source: cidr, comment: comment('from its own network') },
    { type: 'out', action: 'ACCEPT', macro: 'DNS', dest: gateway, comment: comment('name service of the gateway') },
    { type: 'out', action: 'DROP', dest: gateway, comment: comment('not to the node behind the gateway') },
    { type: 'out', action: 'ACCEPT', dest: cidr, comment: comment('to its own network') },
    { type: 'group', action: guestGroup.name, comment: comment('all machines of tenants') },
  ];
}

/** A machine's options. All are written, because a clone has those of its template. */
export const guestOptions = {
  enable: 1,
  policy_in: 'DROP',
  policy_out: 'ACCEPT',
  dhcp: 1,
  ipfilter: 1,
  macfilter: 1,
  ndp: 1,
  radv: 0,
} as const;
