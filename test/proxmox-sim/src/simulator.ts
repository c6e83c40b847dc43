import { randomBytes } from 'node:crypto';
import { setClockAhead } from './clock.ts';
import type { Delays } from './delays.ts';
import type { World } from './state/world.ts';
import { GuestLocks } from './model/guest-locks.ts';
import { Tickets } from './model/tickets.ts';
import { pbsTaskBook } from './pbs/task-book.ts';
import { TaskRunner, hex8 } from './tasks.ts';
import type { TaskBook } from './tasks.ts';

export { now } from './clock.ts';

/** The world with what makes it move. Endpoints get it with each call. */
export class Simulator {
  readonly world: World;
  readonly delays: Delays;
  readonly tasks: TaskRunner;
  /** The tasks of the backup server. */
  readonly pbsTasks: TaskRunner;
  readonly tickets: Tickets;
  readonly locks: GuestLocks;
  /** Nodes on which a vzdump runs: one at a time per node. */
  readonly vzdumpOn = new Set<string>();
  /** Called whenever something worth saving changed. */
  onChange: () => void = () => undefined;

  /** `ticketKey`: signs tickets; one of its own when nothing has to outlive the process. */
  constructor(world: World, delays: Delays, ticketKey: Buffer = randomBytes(32)) {
    this.world = world;
    setClockAhead(world.clockAhead);
    this.delays = delays;
    this.tickets = new Tickets(ticketKey);
    this.locks = new GuestLocks(delays.lockSecond);
    this.tasks = new TaskRunner(pveTaskBook(world), () => this.onChange());
    this.pbsTasks = new TaskRunner(pbsTaskBook(world.pbs), () => this.onChange());
  }
}

function pveTaskBook(world: World): TaskBook {
  return {
    tasks: world.tasks,
    counters: world.counters,
    bootedAt: (node) => world.nodes[node]?.bootedAt,
    upid: ({ node, pid, pstart, starttime, type, id }, owner) =>
      `UPID:${node}:${hex8(pid)}:${hex8(pstart)}:${hex8(starttime)}:${type}:${id}:${owner}:`,
  };
}

export function wait(milliseconds: number): Promise<void> {
  return milliseconds === 0 ? Promise.resolve() : new Promise((resolve) => setTimeout(resolve, milliseconds));
}
