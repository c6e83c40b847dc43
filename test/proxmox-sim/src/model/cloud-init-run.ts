import type { Guest } from '../state/world.ts';
import { cloudInitFiles, publicKeys } from './cloud-init-files.ts';
import { fileOf } from './contents.ts';
import { drives, isCloudInit } from './guest-config.ts';

/** What cloud-init does inside at a start, as far as it is simulated: an instance that it does not know gets its keys. */
export function runCloudInit({ config, contents, vmid }: Guest): void {
  if (!drives(config).some(isCloudInit)) return;
  const instance = cloudInitFiles.meta(config, vmid);
  if (contents.instanceId === instance) return;
  contents.instanceId = instance;
  const keys = publicKeys(config);
  if (keys.length === 0) return;
  const user = String(config['ciuser'] ?? 'debian');
  const file = `${user === 'root' ? '/root' : `/home/${user}`}/.ssh/authorized_keys`;
  const there = (contents.files[file]?.content ?? '').split('\n').filter((line) => line !== '');
  contents.files[file] = fileOf(`${[...new Set([...there, ...keys])].join('\n')}\n`);
}
