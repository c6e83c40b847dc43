import { because } from '@vigie/contract/step-reasons';
import { ProxmoxError } from '@vigie/proxmox/errors';
import { StepFailure } from '../steps/failure.ts';
import type { ProxmoxPort } from '../steps/ports.ts';

type Path = { node: string; vmid: number };

/** What the guest agent takes in one write. */
const mostBytes = 45 * 1024;

/** Thrown when nobody inside the machine answers. */
export class AgentSilent extends Error {
  override readonly name = 'AgentSilent';
}

/**
 * The text of a file in the machine, each byte one character. Throws AgentSilent, or the StepFailure `key-file-missing`: the agent would make
 * a file that everybody may write to, and sshd reads no keys from such a one.
 */
export async function readKeys(pve: ProxmoxPort, path: Path, file: string): Promise<string> {
  const { content } = await asked(file, () => pve.call<{ content: string }>('GET', '/nodes/{node}/qemu/{vmid}/agent/file-read', path, { file }));
  return content;
}

/** Writes the file and proves that it is there. Its owner and mode stay. */
export async function writeKeys(pve: ProxmoxPort, path: Path, file: string, text: string): Promise<void> {
  const bytes = Buffer.from(text, 'latin1');
  if (bytes.length > mostBytes) throw new StepFailure(because('key-file-too-large', { file }));
  const content = bytes.toString('base64');
  await asked(file, () => pve.call('POST', '/nodes/{node}/qemu/{vmid}/agent/file-write', path, { file, content, encode: 0 }));
  if ((await readKeys(pve, path, file)) !== text) throw new StepFailure(because('key-not-kept', { file }));
}

async function asked<Answer>(file: string, ask: () => Promise<Answer>): Promise<Answer> {
  try {
    return await ask();
  } catch (error) {
    if (!(error instanceof ProxmoxError)) throw error;
    if (/^Agent error: failed to open file .*No such file or directory/.test(error.reason)) {
      throw new StepFailure(because('key-file-missing', { file }), { cause: error });
    }
    if (/guest agent|got timeout|is not running/i.test(error.reason)) throw new AgentSilent(error.reason, { cause: error });
    throw error;
  }
}
