import type { BackgroundRead } from './background.ts';
import type { PveReader } from './pve-reader.ts';
import type { Guest } from './resources.ts';
import { numberOf, rowsOf } from './row.ts';

/** What the exporter takes from the configuration of a guest. */
export interface GuestConfig {
  /** It starts with its node. */
  onboot: boolean;
}

/** By the guest's id, `qemu/100`. */
export type GuestConfigs = ReadonlyMap<string, GuestConfig>;

/**
 * Reads the configuration of every guest that is no template, at most `concurrency` at a time.
 * A guest that cannot be read now (its node is off, the call failed) keeps what is in `last`: what was wanted of it still holds.
 */
export async function readGuestConfigs(
  reader: Pick<PveReader, 'guestConfig'>,
  guests: readonly Guest[],
  last: GuestConfigs | null,
  concurrency: number,
): Promise<BackgroundRead<GuestConfigs>> {
  const value = new Map<string, GuestConfig>();
  let failure: unknown = null;
  // A node that hangs is asked once in a pass, not once for each of its guests.
  const silentNodes = new Set<string>();
  const waiting = guests.filter(({ template }) => !template);

  const readOne = async ({ id, node, type, vmid, nodeOnline }: Guest) => {
    const known = last?.get(id);
    if (known) value.set(id, known);
    if (!nodeOnline || silentNodes.has(node)) return;
    try {
      const [config] = rowsOf([await reader.guestConfig(node, type, vmid)]);
      value.set(id, { onboot: numberOf(config?.onboot) === 1 });
    } catch (error) {
      // Deleted or migrated since the list was read: the next pass knows better.
      const kind = kindOf(error);
      if (kind !== 'missing') failure ??= error;
      if (kind === 'timeout' || kind === 'unreachable') silentNodes.add(node);
    }
  };
  const worker = async () => {
    for (let guest = waiting.shift(); guest; guest = waiting.shift()) await readOne(guest);
  };
  await Promise.all(Array.from({ length: concurrency }, worker));
  return { value, failure };
}

function kindOf(error: unknown): unknown {
  return typeof error === 'object' && error !== null && 'kind' in error ? error.kind : undefined;
}
