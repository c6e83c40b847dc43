import { z } from 'zod';

const octet = '(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])';

/** An IPv4 network such as 10.10.0.0/16, 8 to 24 bits long, whose host part is zero. */
export const superNetworkCidr = z
  .string()
  .regex(new RegExp(`^${octet}(\\.${octet}){3}/(8|9|1[0-9]|2[0-4])$`), 'not an IPv4 network of 8 to 24 bits, such as 10.10.0.0/16')
  .refine((cidr) => hostPart(cidr) === 0, 'the address is not the start of the network');

/** An IPv4 address, or a network of 8 to 32 bits whose host part is zero. */
export const hostNetwork = z
  .string()
  .regex(new RegExp(`^${octet}(\\.${octet}){3}(/(8|9|[12][0-9]|3[0-2]))?$`), 'not an IPv4 address or network, such as 203.0.113.10 or 203.0.113.0/28')
  .refine((cidr) => !cidr.includes('/') || hostPart(cidr) === 0, 'the address is not the start of the network');

/** First and last address of a network as unsigned 32-bit numbers. */
export function cidrRange(cidr: string): { first: number; last: number } {
  const [address = '', bits = ''] = cidr.split('/');
  const first = toNumber(address);
  return { first, last: first + 2 ** (32 - Number(bits)) - 1 };
}

/** True when two networks share an address. */
export function cidrsOverlap(a: string, b: string): boolean {
  const [left, right] = [cidrRange(a), cidrRange(b)];
  return left.first <= right.last && right.first <= left.last;
}

function hostPart(cidr: string): number {
  return cidrRange(cidr).first % 2 ** (32 - Number(cidr.split('/')[1]));
}

function toNumber(address: string): number {
  return address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
}
