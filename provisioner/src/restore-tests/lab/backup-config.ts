import { because } from '@vigie/contract/step-reasons';
import { ProxmoxError } from '@vigie/proxmox/errors';
import { StepRetry } from '../../steps/failure.ts';
import { required } from '../facts.ts';
import type { TestContext } from '../ports.ts';
import { Disproof, fails } from '../proof.ts';

export type VmSettings = Record<string, string>;

/** The current settings in the text of a VM's configuration; snapshots follow in sections, the description is in comments. */
export function parseConfig(text: string): VmSettings {
  const settings: VmSettings = {};
  for (const line of text.split(/\r?\n/)) {
    if (line.startsWith('[')) break;
    const [, key, value] = /^([a-z0-9_-]+):\s*(.*)$/i.exec(line) ?? [];
    if (key !== undefined && value !== undefined) settings[key] = value.trim();
  }
  return settings;
}

/** The configuration that a backup holds. What is wrong with the backup is a Disproof, what is wrong with Proxmox is thrown as it is. */
export async function readBackupConfig(context: TestContext): Promise<VmSettings> {
  const { volume, node, storage } = required(context, 'backup');
  let text: string;
  try {
    text = await context.pve.call<string>('GET', '/nodes/{node}/vzdump/extractconfig', { node }, { volume });
  } catch (error) {
    throw judged(error, volume, storage);
  }
  const settings = parseConfig(text);
  if (Object.keys(settings).length > 0) return settings;
  throw unreadable(volume, 'an empty configuration');
}

/** What a backup server says when it, and not the backup, is the trouble. */
export const storageAway = /Can't connect to|error fetching datastores|[Nn]o route to host|[Cc]onnection (refused|reset|timed out|error)|timed out/;
const keyMissing = /missing key(?: - manifest was created with key (\S+))?/;

/** Which key is missing, when that is what the text says. */
export function missingKey(text: string): string | null {
  const found = keyMissing.exec(text);
  return found ? (found[1] ?? 'unknown') : null;
}

function judged(error: unknown, volume: string, storage: string): unknown {
  if (!(error instanceof ProxmoxError)) return error;
  const { reason, kind, status } = error;
  const key = missingKey(reason);
  const compared = { name: 'backup-readable', expected: 'a configuration', seen: 'not readable' } as const;
  if (key !== null) return new Disproof(fails({ ...compared, seen: `needs key ${key}` }, because('backup-key-missing', { key }), reason));
  if (status !== 500 && status !== 400) return error;
  if (storageAway.test(reason)) return new StepRetry(because('backup-storage-away', { storage }), { cause: error });
  if (/volume '.*' does not exist/.test(reason)) return new Disproof(fails(compared, because('backup-gone', { volume }), reason));
  // A node that is not there, a lock, a lost quorum: Proxmox's trouble, not the backup's.
  if (!['other', 'missing', 'invalid'].includes(kind) || reason.startsWith('hostname lookup ')) return error;
  return unreadable(volume, reason);
}

const unreadable = (volume: string, text: string) =>
  new Disproof(
    fails({ name: 'backup-readable', expected: `the configuration in ${volume}`, seen: 'not readable' }, because('backup-unreadable'), text),
  );
