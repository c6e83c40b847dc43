import { ProxmoxError } from '@vigie/proxmox/errors';
import type { TestContext } from '../ports.ts';
import { askAgent } from './ask.ts';

/** The bytes of a file in the restored machine, null when it has none of that name. */
export async function readGuestFile(context: TestContext, file: string): Promise<Buffer | null> {
  try {
    const { content } = await askAgent<{ content: string }>(context, 'GET', 'file-read', { file });
    // Proxmox gives each byte as one character.
    return Buffer.from(content, 'latin1');
  } catch (error) {
    if (error instanceof ProxmoxError && /^Agent error: failed to open file /.test(error.reason)) return null;
    throw error;
  }
}
