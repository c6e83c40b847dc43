import type { World } from '../state/world.ts';
import type { Identity } from './identity.ts';
import { privilegesOn } from './permissions.ts';

/** What of each privilege a part of the interface wants to know. */
const wanted = {
  vms: /^(VM\.|Permissions\.Modify)/,
  access: /^((User|Group)\.|Permissions\.Modify)/,
  storage: /^(Datastore\.|Permissions\.Modify)/,
  nodes: /^(Sys\.|Permissions\.Modify)/,
  sdn: /^(SDN\.|Permissions\.Modify)/,
  dc: /^(Sys\.Audit|Sys\.Modify|SDN\.)/,
  mapping: /^(Mapping\.|Permissions\.Modify)/,
} as const;

type Area = keyof typeof wanted;

const always = ['/', '/nodes', '/access/groups', '/vms', '/storage', '/sdn', '/mapping'];

/** What a login tells of the user's privileges: those held anywhere, by area. Privileges on a pool count for what is in pools. */
export function capabilities(world: World, user: Identity): Record<Area, Record<string, 1>> {
  const found: Record<Area, Record<string, 1>> = { vms: {}, access: {}, storage: {}, nodes: {}, sdn: {}, dc: {}, mapping: {} };
  for (const path of new Set([...always, ...world.acl.map((entry) => entry.path)])) {
    const top = path.split('/')[1] ?? '';
    const areas: readonly string[] = top === '' ? ['dc'] : top === 'pool' ? ['vms', 'storage'] : [top];
    for (const area of areas) {
      if (!isArea(area)) continue;
      for (const privilege of privilegesOn(world, user, path).keys()) if (wanted[area].test(privilege)) found[area][privilege] = 1;
    }
  }
  return found;
}

function isArea(text: string): text is Area {
  return text in wanted;
}
