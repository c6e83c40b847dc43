import type { CatalogueConfig } from '@vigie/config/catalogue';
import type { PackagesConfig } from '@vigie/config/packages';
import type { VigieConfig } from '@vigie/config/schema';
import type { ProxmoxPort } from './steps/ports.ts';

/** Something that the API token must hold because of a setting. One of `privileges`, on one of `paths`, is enough. */
export interface Need {
  readonly setting: string;
  readonly paths: readonly string[];
  readonly privileges: readonly string[];
}

/** Before Proxmox 9 the one privilege was for all that the agent does. */
const programsInGuests = { paths: ['/vms', '/pool'], privileges: ['VM.GuestAgent.Unrestricted', 'VM.Monitor'] };

/** What installing packages asks beyond the role that provisioning needs anyway; docs/packages.md. */
export function packageNeeds({ packages, catalogue }: Pick<VigieConfig, 'packages' | 'catalogue'>): Need[] {
  return [...nodeExporterNeeds(packages), ...catalogue.offers.flatMap(databaseNeeds).slice(0, 1)];
}

function nodeExporterNeeds({ nodeExporter, vendorSnippet }: PackagesConfig): Need[] {
  switch (nodeExporter) {
    case 'none':
      return [];
    case 'agent':
      return [{ setting: 'packages.nodeExporter: agent', ...programsInGuests }];
    case 'snippet': {
      const storage = vendorSnippet?.slice(0, vendorSnippet.indexOf(':')) ?? '';
      return [{ setting: 'packages.nodeExporter: snippet', paths: [`/storage/${storage}`], privileges: ['Datastore.Allocate'] }];
    }
  }
}

/** Packages of the database option are installed by the guest agent, whatever brings the node exporter. */
function databaseNeeds({ id, options }: CatalogueConfig['offers'][number]): Need[] {
  const installs = options.database?.some(({ packages }) => packages.length > 0) ?? false;
  return installs ? [{ setting: `the option database of the offer ${id}`, ...programsInGuests }] : [];
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
