import { Worker } from 'node:worker_threads';
import { createBirpc } from 'birpc';
import type { ApiCalls, ApiThreadData, WorkCalls } from './calls.ts';

export interface ApiThread extends Pick<ApiCalls, 'prepared' | 'listen'> {
  stop(): Promise<void>;
}

/**
 * Starts the thread that answers requests, which shares no turn of its event loop with the steps of orders (docs/decisions/0013-api-thread.md).
 * It prepares itself at once, and takes requests after `listen`. `onLost`: it ended without being told to.
 */
export function startApiThread(data: ApiThreadData, work: WorkCalls, onLost: (error: unknown) => void): ApiThread {
  const worker = new Worker(new URL('./main.ts', import.meta.url), { name: 'api', workerData: data });
  const api = createBirpc<ApiCalls, WorkCalls>(work, {
    post: (message) => worker.postMessage(message),
    on: (hear) => worker.on('message', hear),
  });
  let listening = false;
  let stopping = false;
  let failure: Error | null = null;
  const lost = (error: Error) => {
    if (stopping) return;
    stopping = true;
    failure = error;
    api.$close(error);
    if (listening) onLost(error);
  };
  /** Rejects with what ended the thread also when it ended before. */
  const ask = <Answer>(call: () => Promise<Answer>): Promise<Answer> => (failure ? Promise.reject(failure) : call());
  worker.once('error', (error) => lost(error as Error));
  worker.once('exit', () => lost(new Error('the thread of the API ended')));
  return {
    prepared: () => ask(() => api.prepared()),
    async listen() {
      const url = await ask(() => api.listen());
      listening = true;
      return url;
    },
    async stop() {
      if (!stopping) await api.close();
      stopping = true;
      await worker.terminate();
    },
  };
}
