import { DBOS } from '@dbos-inc/dbos-sdk';

/** So many at a time: a first purge after a long time must not hold up the runs under way. */
const batch = 500;

/** Removes the journals of runs that ended before then, and answers how many. What has not ended is kept, however old it is. */
export async function removeEndedRuns(before: Date): Promise<number> {
  for (let removed = 0; ; ) {
    const ended = await DBOS.listWorkflows({
      status: ['SUCCESS', 'ERROR', 'CANCELLED'], completedBefore: before.toISOString(), limit: batch, loadInput: false, loadOutput: false,
    });
    await DBOS.deleteWorkflows(ended.map(({ workflowID }) => workflowID));
    removed += ended.length;
    if (ended.length < batch) return removed;
  }
}
