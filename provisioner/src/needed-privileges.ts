import type { PackagesConfig } from '@vigie/config/packages';
import type { ProxmoxPort } from './steps/ports.ts';

/** Something that the API token must hold because of a setting. One of `privileges`, on one of `paths`, is enough. */
export interface Need {
  readonly setting: string;
  readonly paths: readonly string[];
  readonly privileges: readonly string[];
}

/** What installing packages asks beyond the role that provisioning needs anyway; docs/packages.md. */
export function packageNeeds({ nodeExporter, vendorSnippet }: PackagesConfig): Need[] {
  switch (nodeExporter) {
    case 'none':
      return [];
    case 'agent':
      // Before Proxmox 9 the one privilege was for all that the agent does.
      return [{ setting: 'packages.nodeExporter: agent', paths: ['/vms', '/pool'], privileges: ['VM.GuestAgent.Unrestricted', 'VM.Monitor'] }];
    case 'snippet': {
      const storage = vendorSnippet?.slice(0, vendorSnippet.indexOf(':')) ?? '';
      return [{ setting: 'packages.nodeExporter: snippet', paths: [`/storage/${storage}`], privileges: ['Datastore.Allocate'] }];
    }
  }
}

/** What to do about the first need that the token does not meet; null when it meets all. Throws what the call throws. */
export async function unmetNeed(pve: Pick<ProxmoxPort, 'call'>, needs: readonly Need[]): Promise<string | null> {
  for (const { setting, paths, privileges } of needs) {
    const held = await Promise.all(paths.map((path) => privilegesOn(pve, path)));
    const [first = ''] = privileges;
    if (!held.some((set) => privileges.some((privilege) => set.has(privilege)))) {
      return `the API token lacks ${first} on ${paths[0] ?? ''}, which ${setting} needs: grant it (docs/packages.md)`;
    }
  }
  return null;
}

async function privilegesOn(pve: Pick<ProxmoxPort, 'call'>, path: string): Promise<Set<string>> {
  const answer = await pve.call<Record<string, Record<string, number>>>('GET', '/access/permissions', {}, { path });
  return new Set(Object.keys(answer[path] ?? {}));
}
