import { because } from '@vigie/contract/step-reasons';
import { ProxmoxError } from '@vigie/proxmox/errors';
import { StepFailure } from '../failure.ts';
import type { StepContext } from '../ports.ts';
import { orderVm } from '../pve/vm.ts';

type Settings = Pick<StepContext, 'settings'>;

/** The snippet that new machines get, null when none shall. */
const snippetOf = ({ settings: { packages } }: Settings): string | null =>
  packages.nodeExporter === 'snippet' ? (packages.vendorSnippet ?? null) : null;

/** Vendor data goes beside what Proxmox generates; `user=` would take its place, and with it the account, its key and its password. */
export function vendorSettings(context: Settings): { cicustom?: string } {
  const snippet = snippetOf(context);
  return snippet === null ? {} : { cicustom: `vendor=${snippet}` };
}

/** The machine's node sees the snippet: without it no machine that names it starts. Throws a StepFailure that says how to place it. */
export async function requireSnippet(context: StepContext): Promise<void> {
  const volume = snippetOf(context);
  if (volume === null) return;
  const { node } = await orderVm(context);
  const storage = volume.slice(0, volume.indexOf(':'));
  const missing = because('snippet-missing', { volume, node, storage });
  try {
    const files = await context.pve.call<{ volid: string }[]>('GET', '/nodes/{node}/storage/{storage}/content', { node, storage }, { content: 'snippets' });
    if (!files.some(({ volid }) => volid === volume)) throw new StepFailure(missing);
  } catch (error) {
    // A storage that is not there is a 500, not a 404.
    const noStorage = error instanceof ProxmoxError && /storage '.*' (does not exist|is disabled|is not available on node)/.test(error.reason);
    throw noStorage ? new StepFailure(missing, { cause: error }) : error;
  }
}
