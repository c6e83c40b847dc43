import { ApiError, die } from '../http/api-error.ts';
import type { Call } from '../http/call.ts';
import type { Simulator } from '../simulator.ts';
import { wait } from '../simulator.ts';
import type { StorageState } from '../state/storage.ts';
import type { World } from '../state/world.ts';
import type { TaskHandle } from '../tasks.ts';
import { troubleOf } from './datastore-trouble.ts';

/** Dies when a storage is switched off, or not there for a node. */
export function requireEnabled(world: World, storage: string, node: string): StorageState {
  const state = world.storages[storage] ?? die(`storage '${storage}' does not exist`);
  if (!isEnabled(state)) die(`storage '${storage}' is disabled`);
  if (!isOn(state, node)) die(`storage '${storage}' is not available on node '${node}'`);
  return state;
}

export function isEnabled({ options }: StorageState): boolean {
  return options['disable'] !== '1';
}

/** A storage without `nodes` is on all. */
export function isOn({ options }: StorageState, node: string): boolean {
  return options['nodes'] === undefined || options['nodes'].split(/[\s,;]+/).includes(node);
}

/** Whether the nodes reach what a storage is on: a backup server, a Ceph cluster, a volume group, a folder. */
export function isReachable({ pbs }: World, { type, options, unreachable }: StorageState): boolean {
  return unreachable === undefined && (type !== 'pbs' || (pbs.online && troubleOf(pbs.datastores[options['datastore'] ?? '']) === null));
}

/** Dies when the nodes do not reach a storage, in the words of its type. Only that of a backup server that is off is recorded. */
export function requireReachable(world: World, storage: string): void {
  const state = world.storages[storage];
  if (state !== undefined && !isReachable(world, state)) die(notReached(world, storage, state));
}

function notReached(world: World, storage: string, { type, options, unreachable }: StorageState): string {
  switch (type) {
    case 'pbs': {
      const trouble = troubleOf(world.pbs.datastores[options['datastore'] ?? '']);
      if (world.pbs.online && unreachable === undefined && trouble !== null) return `${storage}: error fetching datastores - 400 Bad Request: ${trouble}`;
      const cause = !world.pbs.online ? 'No route to host' : unreachable === 'blocks' ? 'Connection timed out' : 'Connection refused';
      return `${storage}: error fetching datastores - 500 Can't connect to ${options['server'] ?? ''}:${options['port'] ?? '8007'} (${cause})`;
    }
    case 'rbd':
      return "rbd error: rbd: couldn't connect to the cluster!";
    case 'lvmthin':
      return `no such volume group '${options['vgname'] ?? ''}'`;
    case 'zfspool':
      return `could not activate storage '${storage}', zfs error: cannot import '${options['pool'] ?? ''}': no such pool available`;
    case 'dir':
      return `unable to activate storage '${storage}' - directory '${options['path'] ?? ''}' does not exist or is unreachable`;
  }
}

/** A call that touches storages that block gets no answer from the worker that hangs: the proxy gives up after 30 s. */
export async function touch(sim: Simulator, storages: readonly string[]): Promise<void> {
  const blocked = (): boolean => storages.some((storage) => sim.world.storages[storage]?.unreachable === 'blocks');
  if (!blocked()) return;
  await wait(sim.delays.proxyTimeout);
  if (blocked()) throw new ApiError(596, 'Connection timed out', { bare: true });
}

/** The handler of a call that touches the storage of its path. */
export function touching(handle: (call: Call) => unknown): (call: Call) => Promise<unknown> {
  return async (call) => {
    await touch(call.sim, [String(call.params['storage'])]);
    return handle(call);
  };
}

/** A task waits for a storage that blocks for as long as a connection takes to time out. Dies when the storage is not reached. */
export async function reach(sim: Simulator, task: TaskHandle, storage: string): Promise<void> {
  if (sim.world.storages[storage]?.unreachable === 'blocks') await task.wait(sim.delays.connectTimeout);
  requireReachable(sim.world, storage);
}
