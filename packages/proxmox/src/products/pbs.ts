import { percentEncode } from '../percent.ts';
import { parsePbsPermission } from '../permission.ts';
import type { Product } from '../product.ts';
import { encodeTokenId } from '../token-id.ts';

/** Proxmox Backup Server: the body of an error is its text, and a colon stands between a token and its secret. */
export const pbs: Product = {
  authorization: ({ id, secret }) => `PBSAPIToken=${encodeTokenId(id)}:${percentEncode(secret)}`,
  describe: ({ statusText, body }) => ({ reason: body.trim() || statusText, fields: {} }),
  // Every error of a handler that has no status of its own is a 400, whatever was done before it: only the check of the parameters,
  // which comes first, is certain.
  refuses: (status, reason) => (status === 400 ? reason.startsWith('parameter verification failed') : status > 400 && status < 500),
  // None of its locks' texts was ever seen.
  isLocked: () => false,
  permission: parsePbsPermission,
  words: {
    machine: 'server',
    daemon: 'proxmox-backup-proxy',
    port: 8007,
    showCertificate: 'proxmox-backup-manager cert info',
    renewCertificate: '"proxmox-backup-manager cert update --force", then reload proxmox-backup-proxy',
    ca: 'the "ca" that issued it',
  },
};
