import { BlockList, isIPv4, isIPv6 } from 'node:net';

export function inCidr(ip: string, cidr: string): boolean {
  const [network = '', mask = ''] = cidr.split('/');
  const family = isIPv4(network) ? 'ipv4' : 'ipv6';
  if (family === 'ipv4' ? !isIPv4(ip) : !isIPv6(ip)) return false;
  const block = new BlockList();
  block.addSubnet(network, Number(mask), family);
  return block.check(ip, family);
}

export function ipv4ToNumber(ip: string): number {
  return ip.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
}

export function numberToIpv4(value: number): string {
  return [24, 16, 8, 0].map((shift) => Math.floor(value / 2 ** shift) % 256).join('.');
}
