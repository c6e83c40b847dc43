import { DBOS } from '@dbos-inc/dbos-sdk';
import { durable, wakeRun, type Durable } from './durable.ts';
import type { QueueLimit, WorkKind } from './work-kind.ts';

/** A run of something in the store: its id, the number of the run, and the partition of the queue that it goes through. */
export interface RunRef {
  id: string;
  run: number;
  partition: string;
}

export interface RunsOptions {
  /** Names the workflow, its queue and the ids of its runs: `<id>/<name>/<run>`. Never renamed: what is under way is found by it. */
  name: string;
  limit: QueueLimit;
  /** The work itself. It ends by ending what it is about in the store; a body that throws is run again under the next number. */
  body(durable: Durable, id: string): Promise<void>;
  /** What must have a run. */
  live(): Promise<RunRef[]>;
  /** The same under its next run number, null when another replica was faster. */
  nextRun(ref: RunRef): Promise<RunRef | null>;
}

export interface Runs extends WorkKind, Pick<RunsOptions, 'name' | 'body' | 'live'> {
  /** Makes sure that the current run is going. Repeating it changes nothing. */
  begin(ref: RunRef): Promise<void>;
  /** Lets a body that waits look again. */
  wake(ref: Pick<RunRef, 'id' | 'run'>): Promise<void>;
}

/** Long waits in a daemon that restarts often must not be taken for a workflow that kills its process. */
export const workflowConfig = { maxRecoveryAttempts: 1_000_000 };

/** Work that is one durable body, e.g. a backup or a restore test. */
export function durableRuns({ name, limit, body, live, nextRun }: RunsOptions): Runs {
  const runId = ({ id, run }: Pick<RunRef, 'id' | 'run'>) => `${id}/${name}/${run}`;
  const register = () => DBOS.registerWorkflow((id: string) => body(durable, id), { name, ...workflowConfig });
  let workflow: ReturnType<typeof register> | undefined;

  const begin = async (ref: RunRef) => {
    if (!workflow) throw new Error('the engine is not started');
    const partition = 'perPartition' in limit ? { enqueueOptions: { queuePartitionKey: ref.partition } } : {};
    await DBOS.startWorkflow(workflow, { workflowID: runId(ref), queueName: name, ...partition })(ref.id);
  };
  return {
    name,
    body,
    live,
    queues: { [name]: limit },
    register() {
      workflow = register();
    },
    begin,
    wake: (ref) => wakeRun(runId(ref)),
    async watch(log) {
      const refs = await live();
      const statusOf = await statusesOf(refs.map(runId));
      for (const ref of refs) {
        const status = statusOf.get(runId(ref));
        if (isUnderWay(status)) continue;
        if (status === undefined) {
          await begin(ref);
          continue;
        }
        // The run may have ended between our two reads: only one that is still live under the same run number is broken.
        const next = (await live()).some(({ id, run }) => id === ref.id && run === ref.run) ? await nextRun(ref) : null;
        if (!next) continue;
        log.warn({ id: ref.id, run: next.run }, `a run of ${name} broke off, it goes on under the next number`);
        await begin(next);
      }
    },
  };
}

/** The states of workflows by their id; one that never began has none. */
export async function statusesOf(workflowIDs: string[]): Promise<Map<string, string>> {
  if (workflowIDs.length === 0) return new Map();
  const workflows = await DBOS.listWorkflows({ workflowIDs, loadInput: false, loadOutput: false });
  return new Map(workflows.map((workflow) => [workflow.workflowID, workflow.status]));
}

export const isUnderWay = (status: string | undefined): boolean => status === 'PENDING' || status === 'ENQUEUED' || status === 'DELAYED';
