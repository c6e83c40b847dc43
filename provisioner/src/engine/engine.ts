import { DBOS } from '@dbos-inc/dbos-sdk';
// The way to recover one dead executor without resetting its attempts; not public API, hence the exactly pinned version.
import { DBOSExecutor } from '@dbos-inc/dbos-sdk/internal/dbos-executor';
// What DBOS.migrate does, but with our log: its own speaks on stdout, which belongs to the ready line.
import { ensureSystemDatabase } from '@dbos-inc/dbos-sdk/internal/system_database';
import { GlobalLogger } from '@dbos-inc/dbos-sdk/internal/telemetry/logs';
import type { Log } from '../log.ts';
import { repeat } from '../repeat.ts';
import type { Database } from '../store/database.ts';
import { migrate } from '../store/migrate.ts';
import { dbosLog } from './dbos-log.ts';
import { durable, gate } from './durable.ts';
import { holdLiveness, type Liveness } from './liveness.ts';
import { queueFigures, type QueueFigures } from './queue-figures.ts';
import { workflowConfig } from './runs.ts';
import type { QueueLimit, Schedule, WorkKind } from './work-kind.ts';

export interface Engine {
  queues(): Promise<QueueFigures[]>;
  stop(): Promise<void>;
}

export interface EngineOptions {
  database: Database;
  replica: string;
  log: Log;
  kinds: readonly WorkKind[];
  schedules: readonly Schedule[];
  /** Called once the schema is up to date, before any work begins; what it throws ends the start. */
  beforeWork?(): Promise<void>;
  /** Hears how many runs were taken over from a dead replica. */
  onTakenOver?(runs: number): void;
  /** Called when the liveness lock is lost: the process must end. */
  onLivenessLost(): void;
}

const watchMs = 2_000;
/** For steps under way when the daemon is told to stop. Less than what a service manager waits before it kills. */
const drainMs = 8_000;
/** Apart from the queues of the work that schedules begin: a full queue must not make them late. */
const scheduleQueue = 'schedules';
/** Recovery is tied to the version, and the default is a hash of the source: a deployment would strand every waiting order. */
const applicationVersion = '1';

/** Starts the durable engine; call it once per process. Answers when recovery of this replica's own work has begun. */
export async function startEngine(options: EngineOptions): Promise<Engine> {
  const { database, replica, log, kinds, schedules, beforeWork = () => Promise.resolve(), onTakenOver = () => {}, onLivenessLost } = options;
  const liveness = await holdLiveness(database.url, replica, log, onLivenessLost);
  try {
    await migrate(database.url, () => ensureSystemDatabase(database.url, new GlobalLogger(undefined, { logger: dbosLog(log) })));
    await beforeWork();
  } catch (error) {
    // Else its loss would end the process before it could say why it does not start.
    await liveness.release();
    throw error;
  }
  for (const kind of kinds) kind.register();
  const applySchedules = registerSchedules(schedules);
  DBOS.setConfig({
    name: 'vigie',
    systemDatabaseUrl: database.url,
    runMigrations: false,
    applicationVersion,
    enablePatching: true,
    executorID: replica,
    logger: dbosLog(log),
  });
  gate.open();
  await DBOS.launch();
  const queues: Record<string, QueueLimit> = Object.assign({ [scheduleQueue]: { global: 10, pollMs: 1_000 } }, ...kinds.map((kind) => kind.queues));
  for (const [name, limit] of Object.entries(queues)) await registerQueue(name, limit);
  await applySchedules();

  const watcher = startWatcher(log, async () => {
    await recoverDead(liveness, replica, log, onTakenOver);
    for (const kind of kinds) await kind.watch(log);
  });
  return {
    queues: () => queueFigures(Object.keys(queues)),
    async stop() {
      await watcher.stop();
      // Nothing is taken from the queues any more; what is left of the runs here is taken over once our liveness is gone.
      await DBOSExecutor.globalInstance?.deactivateEventReceivers();
      if (!(await gate.close(drainMs))) log.warn('steps that take long are left as they are: they go on where they are taken over');
      await DBOS.shutdown();
      await liveness.release();
    },
  };
}

async function registerQueue(name: string, limit: QueueLimit): Promise<void> {
  const concurrency = 'global' in limit ? { globalConcurrency: limit.global } : { partitionConcurrency: limit.perPartition };
  await DBOS.registerQueue(name, { ...concurrency, minPollingIntervalMs: limit.pollMs });
}

/** One workflow per due time, whose id is the time: replicas that find it due together begin it once. */
function registerSchedules(schedules: readonly Schedule[]): () => Promise<void> {
  const known = schedules.map(({ name, cron, run }) => ({
    scheduleName: name,
    schedule: cron,
    queueName: scheduleQueue,
    workflowFn: DBOS.registerWorkflow((at: Date) => durable.step(name, () => run(at)), { name: `schedule/${name}`, ...workflowConfig }),
  }));
  return async () => {
    if (known.length > 0) await DBOS.applySchedules(known);
  };
}

/** Takes over the pending workflows of replicas whose liveness lock is free. */
async function recoverDead(liveness: Liveness, replica: string, log: Log, onTakenOver: (runs: number) => void): Promise<void> {
  const pending = await DBOS.listWorkflows({ status: 'PENDING', loadInput: false, loadOutput: false });
  const others = new Set(pending.map((workflow) => workflow.executorId).filter((id): id is string => id !== undefined && id !== replica));
  for (const other of others) {
    const taken = await liveness.whileDead(other, async () => {
      await DBOSExecutor.globalInstance?.recoverPendingWorkflows([other]);
    });
    if (!taken) continue;
    log.warn({ replica: other }, 'took over the work of a dead replica');
    onTakenOver(pending.filter(({ executorId }) => executorId === other).length);
  }
}

function startWatcher(log: Log, look: () => Promise<void>): { stop(): Promise<void> } {
  return repeat(watchMs, () => look().catch((error: unknown) => log.error({ err: error }, 'the watch over workflows failed, it goes on')));
}
