import { isIP } from 'node:net';
import { numberOf, rowsOf, textOf } from '../cluster/row.ts';

/**
 * Reads `GET /cluster/sdn/ipams/pve/status`: the address of each guest that has one.
 * With several, IPv4 comes first, then the smallest text, so that a target does not change from one reading to the next.
 */
export function parseIpam(answer: unknown): ReadonlyMap<number, string> {
  const pairs = rowsOf(answer)
    .map((row) => ({ vmid: numberOf(row.vmid), ip: textOf(row.ip), gateway: numberOf(row.gateway) === 1 }))
    .filter(({ ip, gateway }) => !gateway && isIP(ip) > 0)
    .sort((a, b) => isIP(a.ip) - isIP(b.ip) || (a.ip < b.ip ? -1 : 1));
  const addresses = new Map<number, string>();
  for (const { vmid, ip } of pairs) {
    if (vmid !== undefined && !addresses.has(vmid)) addresses.set(vmid, ip);
  }
  return addresses;
}
