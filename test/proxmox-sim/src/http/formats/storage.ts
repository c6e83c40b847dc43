import { isIP } from 'node:net';
import { addressFormats } from './addresses.ts';
import { when } from './check.ts';
import type { Check } from './check.ts';

export const contentTypes = new Set(['images', 'rootdir', 'vztmpl', 'iso', 'backup', 'snippets', 'import', 'none']);

const content: Check = (value) => when(contentTypes.has(value), `invalid content type '${value}'`);

/** What definitions of storages are made of, and what names storages of a migration. */
export const storageFormats: Record<string, Check> = {
  'pve-storage-content': content,
  'pve-storage-path': (value) => when(/^\/[^;()]+/.test(value), 'value does not look like a valid absolute path'),
  'pve-storage-server': (value) => when(isServer(value), 'value does not look like a valid server name or IP address'),
  'pve-storage-portal-dns': (value) =>
    when(isServer(value) || isServer(value.replace(/:\d+$/, '').replace(/^\[(.*)\]$/, '$1')), 'value does not look like a valid portal address'),
  'pve-storage-vgname': (value) => when(/^[a-z0-9][a-z0-9._-]*[a-z0-9]$/i.test(value), `lvm name '${value}' contains illegal characters`),
  'pve-storage-options': (value) => when(/^\S+$/.test(value), `invalid options '${value}'`),
  'pve-dir-override': (value) => {
    const [, type = ''] = /^([a-z]+)=[^.]*(?:\.?[^.]+)+$/.exec(value) ?? [];
    return type === '' ? `invalid override '${value}'` : content(type);
  },
  'pve-storage-zfs-blocksize': (value) =>
    when(/^[1-9]\d*[km]?$/i.test(value) && Number.isInteger(Math.log2(Number.parseInt(value, 10))), `invalid block size '${value}'`),
  'storage-pair': storagePair,
};

function isServer(value: string): boolean {
  return isIP(value) !== 0 || addressFormats['dns-name']?.(value) === null;
}

/** `1`, a storage for all, or `from:to`. */
function storagePair(value: string): string | null {
  const bad = value.split(':').find((id) => value !== '1' && !/^[a-z][a-z0-9._-]*[a-z0-9]$/i.test(id));
  return bad === undefined ? null : `entry '${value}' contains invalid ID - storage ID '${bad}' contains illegal characters\n`;
}
