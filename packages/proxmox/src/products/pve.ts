import { parseObject } from '../json-object.ts';
import { isLockText } from '../lock-texts.ts';
import { percentEncode } from '../percent.ts';
import { parsePermission } from '../permission.ts';
import type { Product } from '../product.ts';
import { encodeTokenId } from '../token-id.ts';

/** Proxmox VE: errors have their text in the status line, and parameters in JSON. */
export const pve: Product = {
  // pveproxy URI-decodes the header and cuts it at a `;`.
  authorization: ({ id, secret }) => `PVEAPIToken=${encodeTokenId(id)}=${percentEncode(secret)}`,
  describe({ statusText, body: text }) {
    const body = parseObject(text);
    const reason = ((typeof body?.message === 'string' && body.message) || statusText).trim();
    return { reason, fields: fieldsOf(body?.errors, reason) };
  },
  // Any other 500 may have happened: pvedaemon may die on the task list's lock after it has released the worker. 595 is pveproxy's
  // "could not connect to the node".
  refuses: (status, reason) => (status >= 400 && status < 500) || status === 501 || status === 595 || isLocked(status, reason),
  isLocked,
  permission: parsePermission,
  words: {
    machine: 'node',
    daemon: 'pveproxy',
    port: 8006,
    showCertificate: 'pvenode cert info',
    renewCertificate: '"pvecm updatecerts --force", then restart pveproxy',
    ca: 'the cluster\'s "ca" (/etc/pve/pve-root-ca.pem)',
  },
};

function isLocked(status: number | null, reason: string): boolean {
  return status === 500 && isLockText(reason);
}

function fieldsOf(errors: unknown, reason: string): Record<string, string> {
  if (typeof errors === 'object' && errors !== null)
    return Object.fromEntries(Object.entries(errors).map(([name, value]) => [name, String(value).trim()]));
  // SDN and backup calls wrap a parameter error into the text of a 500, a line for each parameter.
  const [, nested] = reason.split(/(?:^|: )400 Parameter verification failed\.\n/);
  const lines = (nested ?? '').split('\n').map((line) => /^([\w.[\]-]+): (.+)$/.exec(line));
  return Object.fromEntries(lines.flatMap((match) => (match === null ? [] : [[match[1] ?? '', (match[2] ?? '').trim()]])));
}
