import { isIPv4 } from 'node:net';
import type { ReachableVm } from '../steps/ports.ts';

/** Where machines answer. */
const sshPort = 22;

const publicKey = /^(ssh-ed25519|ssh-rsa|ecdsa-sha2-nistp(?:256|384|521)|sk-ssh-ed25519@openssh\.com) ([A-Za-z0-9+/]{16,2000}={0,2})(?: [^\r\n]*)?$/;

/** `TYPE KEY` of a public key; null when it is none. The comment behind them is the customer's text and goes nowhere. */
export function plainKey(text: string): string | null {
  const [, type = '', key = ''] = publicKey.exec(text) ?? [];
  // A key names its own type: its first part, after four bytes of length.
  const named = Buffer.from(key, 'base64').subarray(4, 4 + type.length).toString('latin1');
  return type !== '' && named === type ? `${type} ${key}` : null;
}

/**
 * What the bastion is told of machines: `ADDRESS:PORT KEYTYPE KEY ORDER` for each. The bastion checks it again and makes its own options
 * from it (provisioner/bastion/vigie-bastion). A machine whose key is none is left out. Throws when another part is not what it must be.
 */
export function bastionLines(vms: readonly ReachableVm[]): string[] {
  return vms.flatMap(({ address, ssh_public_key, order_id }) => {
    if (!isIPv4(address)) throw new Error(`${address} is not an IPv4 address`);
    if (!/^[A-Za-z0-9_-]{1,64}$/.test(order_id)) throw new Error('not the id of an order');
    const key = plainKey(ssh_public_key);
    return key === null ? [] : [`${address}:${sshPort} ${key} ${order_id}`];
  });
}
