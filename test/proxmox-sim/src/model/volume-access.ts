import { forbidden } from '../http/api-error.ts';
import type { Identity } from './identity.ts';
import { holds } from './permissions.ts';
import type { Backup, World } from '../state/world.ts';

interface Caller {
  world: World;
  identity: Identity;
}

/** Whether a backup may be read, written or removed; `target`: the guest it is restored to, which may always have its own. */
export function mayUseBackup({ world, identity }: Caller, storage: string, backup: Backup, target?: number): boolean {
  if (holds(world, identity, `/storage/${storage}`, 'Datastore.Allocate') || target === backup.vmid) return true;
  return (
    holds(world, identity, `/storage/${storage}`, 'Datastore.AllocateSpace') && holds(world, identity, `/vms/${backup.vmid}`, 'VM.Backup')
  );
}

/** The same, with Proxmox's 403. */
export function requireBackup(caller: Caller, storage: string, backup: Backup, target?: number): void {
  if (mayUseBackup(caller, storage, backup, target)) return;
  if (!holds(caller.world, caller.identity, `/storage/${storage}`, 'Datastore.AllocateSpace'))
    forbidden(`/storage/${storage}`, ['Datastore.AllocateSpace']);
  forbidden(`/vms/${backup.vmid}`, ['VM.Backup']);
}
