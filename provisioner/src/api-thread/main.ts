// The thread that answers requests. Its other side is start.ts.
import { parentPort, workerData } from 'node:worker_threads';
import { createBirpc } from 'birpc';
import { errorSentence } from '../error-sentence.ts';
import { createLog } from '../log.ts';
import { prepareApi } from './api.ts';
import type { ApiCalls, ApiThreadData, WorkCalls } from './calls.ts';

if (!parentPort) throw new Error('this is a thread of the provisioner, it is not run by itself');
const port = parentPort;

const calls: ApiCalls = {
  // What an error is does not survive the way to the other thread, its sentence does.
  listen: () => prepared.then((api) => api.listen()).catch((error: unknown) => Promise.reject(new Error(errorSentence(error)))),
  close: () => prepared.then((api) => api.close(), () => {}),
};
const work = createBirpc<WorkCalls, ApiCalls>(calls, {
  post: (message) => port.postMessage(message),
  on: (hear) => port.on('message', hear),
});
const prepared = prepareApi(workerData as ApiThreadData, work, createLog().child({ thread: 'api' }));
prepared.catch(() => {});
