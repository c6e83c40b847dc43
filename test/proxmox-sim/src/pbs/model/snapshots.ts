import { authId } from '../../model/identity.ts';
import { backupsIn } from '../../model/backups.ts';
import type { Backup } from '../../state/world.ts';
import { datastoreOf, textParam } from '../call.ts';
import type { PbsCall } from '../call.ts';
import { PbsError } from '../http/pbs-error.ts';
import { namespacePath, pbsHolds, requirePbs } from './pbs-permissions.ts';

/**
 * The snapshots of the call's namespace and, when given, of its group.
 * Who holds one of `anyone` on the namespace sees all of them, who holds `Datastore.Backup` or `own` only those it owns.
 */
export function snapshotsFor(call: PbsCall, anyone: string, own = 'Datastore.Backup'): Backup[] {
  const { store, datastore } = datastoreOf(call);
  const ns = textParam(call, 'ns');
  const path = namespacePath(store, ns);
  requirePbs(call, path, anyone, own);
  if (ns !== '' && !datastore.namespaces.includes(ns)) throw new PbsError(400, `namespace '${ns}' does not exist`);
  const type = textParam(call, 'backup-type');
  const id = textParam(call, 'backup-id');
  return backupsIn(call.world, store)
    .filter(({ place }) => 'datastore' in place && place.ns === ns)
    .filter((backup) => (type === '' || type === 'vm') && (id === '' || String(backup.vmid) === id))
    .filter((backup) => pbsHolds(call, path, anyone) || backup.owner === authId(call.identity))
    .sort((a, b) => a.vmid - b.vmid || b.time - a.time);
}

/** The one snapshot that the call names. */
export function snapshotFor(call: PbsCall, anyone: string): Backup {
  const time = Number(call.params['backup-time']);
  const found = snapshotsFor(call, anyone).find((backup) => backup.time === time);
  if (found !== undefined) return found;
  throw new PbsError(400, `snapshot '${textParam(call, 'backup-type')}/${textParam(call, 'backup-id')}/${time}' does not exist`);
}

/** The files of a snapshot; one that is being written has no index yet. */
export function filesOf(backup: Backup): string[] {
  const disks = Object.keys(backup.config).filter(
    (key) => /^(scsi|virtio|sata|ide)\d+$/.test(key) && !String(backup.config[key]).includes('media=cdrom'),
  );
  const files = ['qemu-server.conf.blob', ...disks.map((key) => `drive-${key}.img.fidx`)];
  return backup.complete ? ['client.log.blob', 'index.json.blob', ...files] : files;
}
