/** What was started and is to be stopped, the last first. */
export interface Stops {
  add(stop: () => Promise<void>): void;
  run(): Promise<void>;
}

export function stops(): Stops {
  const known: (() => Promise<void>)[] = [];
  return {
    add: (stop) => void known.push(stop),
    async run() {
      for (const stop of known.splice(0).reverse()) await stop();
    },
  };
}
