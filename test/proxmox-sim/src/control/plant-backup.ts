import { createHash } from 'node:crypto';
import { backupVolid, groupName, placeOf, samePlace } from '../model/backups.ts';
import { changeContents, freshContents, hostnameOf } from '../model/contents.ts';
import { drives, isCdrom, parseSize } from '../model/guest-config.ts';
import { now } from '../simulator.ts';
import type { Simulator } from '../simulator.ts';
import type { Backup, Guest, World } from '../state/world.ts';

/** The key that nobody here has. */
const foreignKey = createHash('sha256').update('a key of somebody else').digest('hex').slice(0, 16).match(/../g)?.join(':') ?? '';

/** Of what is no guest of this cluster. */
const foreignSize = 10 * 1024 ** 3;

/**
 * Makes a backup of a guest as it is now, or changes the one of that guest, place and time, in ways that no API call can.
 * `{vmid, storage = 'pbs', ageSeconds = 0, time, corrupt, incomplete, encrypted, protected, of, contents, verification}`:
 * `encrypted` with a key that the cluster does not have; `of`: the config and contents are another guest's;
 * `contents`: as `POST /guests` takes them; `verification`: 'ok', 'failed' or null.
 * `{type: 'ct'|'host', id}` instead of `vmid`: of what is no guest; `{datastore, ns}` instead of `storage`: anywhere on a backup
 * server, `remote:store` being another one. Answers the backup with its volid.
 */
export function plantBackup(sim: Simulator, body: Record<string, unknown>): unknown {
  const { world } = sim;
  const storage = typeof body['storage'] === 'string' ? body['storage'] : 'pbs';
  const given = typeof body['time'] === 'number' ? body['time'] : null;
  const made = backupOf(sim.world, body, storage, given ?? now() - Number(body['ageSeconds'] ?? 0));
  let backup = world.backups.find(
    (item) => groupName(item) === groupName(made) && item.time === made.time && samePlace(item.place, made.place),
  );
  if (backup === undefined) {
    if (made.type === undefined && sourceOf(world, body) === undefined) throw new Error(`no guest ${String(body['of'] ?? body['vmid'])}`);
    backup = made;
    world.backups.push(backup);
  }
  damage(backup, body);
  sim.onChange();
  return { volid: backupVolid(storage, backup), ...backup };
}

function damage(backup: Backup, body: Record<string, unknown>): void {
  if (typeof body['corrupt'] === 'boolean') backup.corrupt = body['corrupt'];
  if (typeof body['incomplete'] === 'boolean') backup.complete = !body['incomplete'];
  if (typeof body['protected'] === 'boolean') backup.protected = body['protected'];
  if (typeof body['encrypted'] === 'boolean') backup.encrypted = body['encrypted'] ? foreignKey : null;
  if (typeof body['contents'] === 'object' && body['contents'] !== null) changeContents(backup.contents, { ...body['contents'] });
  if (body['verification'] !== undefined) backup.verification = verificationOf(body['verification']);
}

function verificationOf(value: unknown): Backup['verification'] {
  if (value === null) return null;
  if (value !== 'ok' && value !== 'failed') throw new Error("verification must be 'ok', 'failed' or null");
  return { state: value, upid: 'UPID:pbs:000002BC:00000000:00000000:00000000:verify:planted:root@pam:' };
}

function sourceOf(world: World, body: Record<string, unknown>): Guest | undefined {
  return world.guests[Number(body['of'] ?? body['vmid'])];
}

function placed(world: World, body: Record<string, unknown>, storage: string, node: string): Backup['place'] {
  if (typeof body['datastore'] === 'string') return { datastore: body['datastore'], ns: String(body['ns'] ?? '') };
  const state = world.storages[storage];
  if (state === undefined || !state.content.includes('backup')) throw new Error(`storage ${storage} takes no backups`);
  return placeOf(storage, state, node);
}

function typed(body: Record<string, unknown>): Pick<Backup, 'vmid' | 'type' | 'id'> {
  const { type, id } = body;
  if (type === undefined) return { vmid: Number(body['vmid']) };
  if (type !== 'ct' && type !== 'host') throw new Error("type must be 'ct' or 'host'");
  if (typeof id !== 'string' || id === '') throw new Error('id must be a text');
  return { vmid: 0, type, id };
}

function backupOf(world: World, body: Record<string, unknown>, storage: string, time: number): Backup {
  const source = body['type'] === undefined ? sourceOf(world, body) : undefined;
  const place = placed(world, body, storage, source?.node ?? 'pve1');
  const size = source === undefined ? foreignSize : diskSize(source);
  return {
    place,
    ...typed(body),
    time,
    format: 'datastore' in place ? 'pbs-vm' : 'vma.zst',
    size,
    stored: Math.round(size * 0.25),
    notes: String(source?.config['name'] ?? ''),
    protected: false,
    owner: world.storages[storage]?.options['username'] ?? '',
    complete: true,
    corrupt: false,
    encrypted: null,
    verification: null,
    config: structuredClone(source?.config ?? {}),
    contents:
      source === undefined
        ? freshContents()
        : { ...structuredClone(source.contents), hostname: hostnameOf(source.contents, source.config) },
    ...(source !== undefined && { firewall: structuredClone(source.firewall) }),
  };
}

function diskSize(source: Guest): number {
  return drives(source.config)
    .filter((drive) => !isCdrom(drive))
    .reduce((sum, drive) => sum + parseSize(drive.options['size'] ?? '0'), 0);
}
