import { DBOS } from '@dbos-inc/dbos-sdk';

/** The runs in one queue, of all replicas. */
export interface QueueFigures {
  queue: string;
  running: number;
  waiting: number;
  /** When the one that has waited longest was put there. */
  oldestWaiting: Date | null;
}

/** What is in each of these queues, at 0 too. */
export async function queueFigures(queues: readonly string[]): Promise<QueueFigures[]> {
  const runs = await DBOS.listWorkflows({
    status: ['ENQUEUED', 'DELAYED', 'PENDING'], queueName: [...queues], loadInput: false, loadOutput: false,
  });
  return queues.map((queue) => {
    const here = runs.filter(({ queueName }) => queueName === queue);
    const waiting = here.filter(({ status }) => status !== 'PENDING').map(({ createdAt }) => createdAt);
    return {
      queue,
      running: here.length - waiting.length,
      waiting: waiting.length,
      oldestWaiting: waiting.length === 0 ? null : new Date(Math.min(...waiting)),
    };
  });
}
