import { groupName, removeBackup, snapshotName } from '../../model/backups.ts';
import type { Simulator } from '../../simulator.ts';
import type { PbsSection } from '../../state/pbs-state.ts';
import type { Backup } from '../../state/world.ts';
import type { TaskHandle } from '../../tasks.ts';
import { usableDatastore } from '../call.ts';
import { backupsBelow, namespaceOf } from './below.ts';

/** A place that a sync reads from or writes to; a datastore of a remote is named `remote:store`. */
interface End {
  store: string;
  ns: string;
}

/** What the worker of a sync job does: copies what the other end does not have yet. A group that fails does not stop the others. */
export async function runSync(sim: Simulator, task: TaskHandle, config: PbsSection): Promise<void> {
  const { source, target } = ends(config);
  for (const end of [source, target]) requireReachable(sim, end.store);
  task.log(`sync datastore '${target.store}' from '${source.store}'`);
  const top = source.ns;
  const offered = backupsBelow(sim.world, source.store, top, Number(config['max-depth'] ?? 7)).filter((backup) => isWanted(config, backup));
  let failed = false;
  for (const group of Map.groupBy(offered, placeIn).values()) {
    const ns = targetNamespace(top, target.ns, namespaceOf(group[0] as Backup));
    if (!(await syncGroup(sim, task, config, group, { store: target.store, ns }))) failed = true;
  }
  if (config['remove-vanished'] === true) removeVanished(sim, task, offered, top, target);
  if (failed) throw new Error('sync failed with some errors.');
}

function placeIn(backup: Backup): string {
  return `${namespaceOf(backup)}:${groupName(backup)}`;
}

function ends(config: PbsSection): { source: End; target: End } {
  const here = { store: String(config['store']), ns: String(config['ns'] ?? '') };
  const remote = config['remote'] === undefined ? '' : `${String(config['remote'])}:`;
  const there = { store: `${remote}${String(config['remote-store'])}`, ns: String(config['remote-ns'] ?? '') };
  return config['sync-direction'] === 'push' ? { source: here, target: there } : { source: there, target: here };
}

function requireReachable(sim: Simulator, store: string): void {
  const { pbs } = sim.world;
  if (!store.includes(':')) {
    usableDatastore(pbs, store);
    return;
  }
  const name = store.split(':', 1)[0] ?? '';
  const remote = pbs.remotes[name];
  if (remote === undefined) throw new Error(`no such remote '${name}'`);
  if (!remote.reachable) throw new Error('error trying to connect: tcp connect error: No route to host (os error 113)');
}

/** What is still being written is never copied. Filters add up: what one includes another may exclude. */
function isWanted(config: PbsSection, backup: Backup): boolean {
  if (!backup.complete) return false;
  if (config['encrypted-only'] === true && backup.encrypted === null) return false;
  if (config['verified-only'] === true && backup.verification?.state !== 'ok') return false;
  const filters = Array.isArray(config['group-filter']) ? config['group-filter'] : [];
  const excludes = filters.filter((filter) => filter.startsWith('exclude:')).map((filter) => filter.slice('exclude:'.length));
  const includes = filters.filter((filter) => !filter.startsWith('exclude:')).map((filter) => filter.replace(/^include:/, ''));
  const matches = (filter: string): boolean => groupMatches(filter, groupName(backup));
  return (includes.length === 0 || includes.some(matches)) && !excludes.some(matches);
}

function groupMatches(filter: string, group: string): boolean {
  const [, kind = '', value = ''] = /^(type|group|regex):(.*)$/.exec(filter) ?? [];
  if (kind === 'type') return group.startsWith(`${value}/`);
  return kind === 'group' ? group === value : new RegExp(value).test(group);
}

function targetNamespace(top: string, target: string, ns: string): string {
  const rest = top === '' ? ns : ns.slice(top.length + 1);
  return [target, rest].filter((part) => part !== '').join('/');
}

/** Oldest first, and only what is newer than the newest that is there. false: something failed. */
async function syncGroup(sim: Simulator, task: TaskHandle, config: PbsSection, group: readonly Backup[], target: End): Promise<boolean> {
  const { world } = sim;
  const owner = String(config['owner'] ?? 'root@pam');
  const name = groupName(group[0] as Backup);
  const there = backupsBelow(world, target.store, target.ns, 0).filter((backup) => groupName(backup) === name);
  const other = there.find((backup) => backup.owner !== owner);
  if (other !== undefined && !target.store.includes(':')) {
    task.log(`sync group ${name} failed - owner check failed (${owner} != ${other.owner})`);
    return false;
  }
  makeNamespace(sim, target);
  const newest = Math.max(0, ...there.map(({ time }) => time));
  const limited = group.slice(-Number(config['transfer-last'] ?? group.length));
  for (const backup of limited.filter(({ time }) => time > newest)) {
    task.log(`sync snapshot ${snapshotName(backup)}`);
    await task.wait(sim.delays.verify);
    if (backup.corrupt) {
      task.log(`sync group ${name} failed - detected chunk with wrong digest.`);
      return false;
    }
    const place = { datastore: target.store, ns: target.ns };
    world.backups.push({ ...structuredClone(backup), place, owner, protected: false, verification: null });
  }
  return true;
}

function makeNamespace({ world }: Simulator, { store, ns }: End): void {
  const known = world.pbs.datastores[store]?.namespaces;
  const parts = ns === '' ? [] : ns.split('/');
  for (const index of parts.keys()) {
    const name = parts.slice(0, index + 1).join('/');
    if (known !== undefined && !known.includes(name)) known.push(name);
  }
}

function removeVanished({ world }: Simulator, task: TaskHandle, offered: readonly Backup[], top: string, target: End): void {
  const name = (ns: string, backup: Backup): string => `${ns}:${snapshotName(backup)}`;
  const kept = new Set(offered.map((backup) => name(targetNamespace(top, target.ns, namespaceOf(backup)), backup)));
  for (const backup of backupsBelow(world, target.store, target.ns, 7)) {
    if (kept.has(name(namespaceOf(backup), backup)) || backup.protected) continue;
    task.log(`delete vanished snapshot ${snapshotName(backup)}`);
    removeBackup(world, backup);
  }
}
