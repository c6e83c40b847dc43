/** Calls `act` again and again, `pauseMs` after the end of each call. It deals with its own errors. `stop` waits for the call under way. */
export function repeat(pauseMs: number, act: () => Promise<void>): { stop(): Promise<void> } {
  let timer: NodeJS.Timeout | undefined;
  let acting = Promise.resolve();
  let stopped = false;
  const schedule = () => {
    if (stopped) return;
    timer = setTimeout(() => {
      acting = act().finally(schedule);
    }, pauseMs);
  };
  schedule();
  return {
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await acting;
    },
  };
}
