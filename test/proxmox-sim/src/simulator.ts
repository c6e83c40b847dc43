import type { Delays } from './delays.ts';
import type { World } from './state/world.ts';
import { GuestLocks } from './model/guest-locks.ts';
import { TaskRunner } from './tasks.ts';

/** The world with what makes it move. Endpoints get it with each call. */
export class Simulator {
  readonly world: World;
  readonly delays: Delays;
  readonly tasks: TaskRunner;
  readonly locks = new GuestLocks();
  /** Called whenever something worth saving changed. */
  onChange: () => void = () => undefined;

  constructor(world: World, delays: Delays) {
    this.world = world;
    this.delays = delays;
    this.tasks = new TaskRunner(world, () => this.onChange());
  }
}

/** Seconds since 1970. */
export function now(): number {
  return Math.floor(Date.now() / 1000);
}

export function wait(milliseconds: number): Promise<void> {
  return milliseconds === 0 ? Promise.resolve() : new Promise((resolve) => setTimeout(resolve, milliseconds));
}
