import { createHash } from 'node:crypto';
import { placeOf, samePlace, backupVolid } from '../model/backups.ts';
import { changeContents, hostnameOf } from '../model/contents.ts';
import { drives, isCdrom, parseSize } from '../model/guest-config.ts';
import { now } from '../simulator.ts';
import type { Simulator } from '../simulator.ts';
import type { Backup, Guest } from '../state/world.ts';

/** The key that nobody here has. */
const foreignKey = createHash('sha256').update('a key of somebody else').digest('hex').slice(0, 16).match(/../g)?.join(':') ?? '';

/**
 * Makes a backup of a guest as it is now, or changes the one of that guest, storage and time, in ways that no API call can.
 * `{vmid, storage = 'pbs', ageSeconds = 0, time, corrupt, incomplete, encrypted, of, contents, verification}`:
 * `encrypted` with a key that the cluster does not have; `of`: the config and contents are another guest's;
 * `contents`: as `POST /guests` takes them; `verification`: 'ok', 'failed' or null. Answers the backup with its volid.
 */
export function plantBackup(sim: Simulator, body: Record<string, unknown>): unknown {
  const { world } = sim;
  const vmid = Number(body['vmid']);
  const storage = typeof body['storage'] === 'string' ? body['storage'] : 'pbs';
  const state = world.storages[storage];
  if (state === undefined || !state.content.includes('backup')) throw new Error(`storage ${storage} takes no backups`);
  const given = typeof body['time'] === 'number' ? body['time'] : null;
  const time = given ?? now() - Number(body['ageSeconds'] ?? 0);
  const source = world.guests[Number(body['of'] ?? vmid)];
  const place = placeOf(storage, state, source?.node ?? 'pve1');
  let backup = world.backups.find((item) => item.vmid === vmid && item.time === time && samePlace(item.place, place));
  if (backup === undefined) {
    if (source === undefined) throw new Error(`no guest ${String(body['of'] ?? body['vmid'])}`);
    backup = backupOf(source, vmid, place, time, state.options['username'] ?? '');
    world.backups.push(backup);
  }
  damage(backup, body);
  sim.onChange();
  return { volid: backupVolid(storage, backup), ...backup };
}

function damage(backup: Backup, body: Record<string, unknown>): void {
  if (typeof body['corrupt'] === 'boolean') backup.corrupt = body['corrupt'];
  if (typeof body['incomplete'] === 'boolean') backup.complete = !body['incomplete'];
  if (typeof body['encrypted'] === 'boolean') backup.encrypted = body['encrypted'] ? foreignKey : null;
  if (typeof body['contents'] === 'object' && body['contents'] !== null) changeContents(backup.contents, { ...body['contents'] });
  if (body['verification'] !== undefined) backup.verification = verificationOf(body['verification']);
}

function verificationOf(value: unknown): Backup['verification'] {
  if (value === null) return null;
  if (value !== 'ok' && value !== 'failed') throw new Error("verification must be 'ok', 'failed' or null");
  return { state: value, upid: 'UPID:pbs:000002BC:00000000:00000000:00000000:verify:planted:root@pam:' };
}

function backupOf(source: Guest, vmid: number, place: Backup['place'], time: number, owner: string): Backup {
  const size = drives(source.config)
    .filter((drive) => !isCdrom(drive))
    .reduce((sum, drive) => sum + parseSize(drive.options['size'] ?? '0'), 0);
  return {
    place,
    vmid,
    time,
    format: 'datastore' in place ? 'pbs-vm' : 'vma.zst',
    size,
    stored: Math.round(size * 0.25),
    notes: String(source.config['name'] ?? ''),
    protected: false,
    owner,
    complete: true,
    corrupt: false,
    encrypted: null,
    verification: null,
    config: structuredClone(source.config),
    contents: { ...structuredClone(source.contents), hostname: hostnameOf(source.contents, source.config) },
  };
}
