import { setTimeout as sleep } from 'node:timers/promises';

/** Steps of all workflows pass here: when it is closed, those under way end and no other begins. */
export interface StepGate {
  open(): void;
  /** `record` keeps what the function that it is given answers. While the gate is closed that function never answers. */
  pass<Result>(act: () => Promise<Result>, record: (act: () => Promise<Result>) => Promise<Result>): Promise<Result>;
  /** Resolves when every step under way is recorded, at the latest after so many milliseconds. True when all were. */
  close(patienceMs: number): Promise<boolean>;
}

export function stepGate(): StepGate {
  let isOpen = true;
  let underWay = 0;
  let allEnded = () => {};
  return {
    open() {
      isOpen = true;
    },
    async pass(act, record) {
      let begun = false;
      try {
        return await record(() => {
          // Neither a result nor an error: the run stays as it is, and whoever takes it over begins with this step.
          if (!isOpen) return new Promise(() => {});
          begun = true;
          underWay += 1;
          return act();
        });
      } finally {
        if (begun) underWay -= 1;
        if (underWay === 0) allEnded();
      }
    },
    async close(patienceMs) {
      isOpen = false;
      if (underWay === 0) return true;
      const ended = new Promise<boolean>((resolve) => (allEnded = () => resolve(true)));
      return Promise.race([ended, sleep(patienceMs, false, { ref: false })]);
    },
  };
}
