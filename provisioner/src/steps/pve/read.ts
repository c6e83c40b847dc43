import { ProxmoxError } from '@vigie/proxmox/errors';

/** The answer of a read, or null when Proxmox says that the object is not there (a 500 or 400 as often as a 404). */
export async function orNull<T>(read: Promise<T>): Promise<T | null> {
  try {
    return await read;
  } catch (error) {
    if (error instanceof ProxmoxError && error.kind === 'missing') return null;
    throw error;
  }
}
