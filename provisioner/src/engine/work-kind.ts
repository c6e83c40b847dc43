import type { Log } from '../log.ts';

/**
 * `perPartition`: how many runs of one partition go at a time; without partitions `global` limits them all.
 * `pollMs`: the pause between two looks into the queue. Each is five statements, all day: short only where a person waits for the beginning.
 */
export type QueueLimit = ({ perPartition: number } | { global: number }) & { pollMs: number };

/** One kind of durable work. The engine registers and watches over all kinds alike; each knows its own runs. */
export interface WorkKind {
  readonly queues: Readonly<Record<string, QueueLimit>>;
  /** Registers its workflows; called once, before the engine starts. */
  register(): void;
  /** Sets going again what a crash left without a run. Called every two seconds. */
  watch(log: Log): Promise<void>;
}

/** Something that happens at each time of a cron expression, once among all replicas. `at` is the time that was due. */
export interface Schedule {
  readonly name: string;
  readonly cron: string;
  run(at: Date): Promise<void>;
}
