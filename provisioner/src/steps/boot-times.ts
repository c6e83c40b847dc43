/** How many machines a guess goes by. */
const remembered = 10;
/** A little earlier than usual, so that a guess that is too long becomes shorter again. */
const share = 0.8;

/**
 * How long machines of a kind need from their start until their agent answers. Proxmox takes three seconds, and one of the few workers of a
 * node, to say that an agent is silent: it is not asked while it cannot answer. Only a guess of this process, which is soon made again.
 */
export interface BootTimes {
  /** Milliseconds after a start before which it is not worth while to ask; 0 while nothing is known. */
  notBefore(kind: string): number;
  /** A machine that was started has answered after so many milliseconds. */
  learn(kind: string, ms: number): void;
}

export function bootTimes(): BootTimes {
  const known = new Map<string, number[]>();
  return {
    notBefore(kind) {
      const times = (known.get(kind) ?? []).toSorted((a, b) => a - b);
      return share * (times[Math.floor(times.length / 2)] ?? 0);
    },
    learn(kind, ms) {
      known.set(kind, [...(known.get(kind) ?? []), ms].slice(-remembered));
    },
  };
}
