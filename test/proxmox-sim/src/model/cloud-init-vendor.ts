import type { Guest, World } from '../state/world.ts';

/** The packages that the vendor data of a guest names. Throws the text that ends a start whose snippet is gone. */
export function vendorPackages({ files = {} }: World, guest: Guest): string[] {
  const volume = /(?:^|,)vendor=([^,]+)/.exec(String(guest.config['cicustom'] ?? ''))?.[1];
  if (volume === undefined) return [];
  const file = files[volume];
  if (file === undefined) throw new Error(`volume '${volume}' does not exist`);
  const [, list = ''] = /^packages:\n((?: *- .+\n)+)/m.exec(file.text ?? '') ?? [];
  return [...list.matchAll(/- (\S+)/g)].map(([, name = '']) => name);
}
