// The thread that answers requests. Its other side is start.ts.
import { parentPort, workerData } from 'node:worker_threads';
import { createBirpc } from 'birpc';
import { errorSentence } from '../error-sentence.ts';
import { createLog } from '../log.ts';
import { prepareApi } from './api.ts';
import type { ApiCalls, ApiThreadData, WorkCalls } from './calls.ts';

if (!parentPort) throw new Error('this is a thread of the provisioner, it is not run by itself');
const port = parentPort;

/** What an error is does not survive the way to the other thread, its sentence does. */
const told = (error: unknown) => Promise.reject(new Error(errorSentence(error)));

const calls: ApiCalls = {
  prepared: () => api.then(() => {}, told),
  listen: () => api.then((prepared) => prepared.listen()).catch(told),
  close: () => api.then((prepared) => prepared.close(), () => {}),
};
const work = createBirpc<WorkCalls, ApiCalls>(calls, {
  post: (message) => port.postMessage(message),
  on: (hear) => port.on('message', hear),
});
const api = prepareApi(workerData as ApiThreadData, work, createLog().child({ thread: 'api' }));
api.catch(() => {});
