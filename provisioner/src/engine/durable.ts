import { DBOS } from '@dbos-inc/dbos-sdk';
import { stepGate } from './step-gate.ts';

/** What the body of a durable workflow may do beside computing: all else belongs into a step, so that a replay takes the same path. */
export interface Durable {
  /** Runs `act` and records its result, which must be JSON. After a crash the recorded result is taken; an act in flight runs again. */
  step<Result>(name: string, act: () => Promise<Result>): Promise<Result>;
  sleep(milliseconds: number): Promise<void>;
  /** Until somebody wakes this run, or until the time is over. Who waits must look at the store again: a waking may get lost. */
  wait(seconds: number): Promise<void>;
}

const wakeTopic = 'wake';

/** Of this process, as the engine is. */
export const gate = stepGate();

/** For use inside a workflow only. */
export const durable: Durable = {
  step: (name, act) => gate.pass(act, (guarded) => DBOS.runStep(guarded, { name })),
  sleep: (milliseconds) => DBOS.sleep(milliseconds),
  async wait(seconds) {
    await DBOS.recv(wakeTopic, { timeoutSeconds: seconds });
  },
};

export const wakeRun = (workflowID: string): Promise<void> => DBOS.send(workflowID, 'wake', wakeTopic);
