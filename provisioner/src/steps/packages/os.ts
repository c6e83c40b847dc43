import { because } from '@vigie/contract/step-reasons';
import { ProxmoxError } from '@vigie/proxmox/errors';
import type { ProxmoxPort } from '../ports.ts';
import type { Patience } from '../patience.ts';

interface OsInfo {
  result: { id?: string; name?: string; 'pretty-name'?: string };
}

/** What the agent says the machine runs; `id` is that of os-release, empty where there is none. */
export async function osOf(
  pve: ProxmoxPort,
  path: { node: string; vmid: number },
  patience: Patience,
): Promise<{ id: string; name: string }> {
  for (;;) {
    try {
      const { result } = await pve.call<OsInfo>('GET', '/nodes/{node}/qemu/{vmid}/agent/get-osinfo', path);
      const id = result.id ?? '';
      return { id, name: result['pretty-name'] ?? result.name ?? (id === '' ? '?' : id) };
    } catch (error) {
      if (!(error instanceof ProxmoxError) || (error.kind !== 'other' && error.kind !== 'timeout')) throw error;
      await patience.pause(because('agent-lost'));
    }
  }
}
