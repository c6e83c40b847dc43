/**
 * Proxmox answers a token without privileges with short lists, not with an error.
 * Taken for truth, that would empty the dashboards and the discovery.
 */
export class BlindTokenError extends Error {
  override readonly name = 'BlindTokenError';
  readonly kind = 'permission';
}
