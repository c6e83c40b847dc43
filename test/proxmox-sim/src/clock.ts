/** Milliseconds that the cluster's clock is ahead of this machine's. One for the process, as a process is one cluster. */
let ahead = 0;

/** Sets the cluster's clock; the seconds are kept in the world. */
export function setClockAhead(seconds: number): void {
  ahead = seconds * 1000;
}

/** The cluster's time in milliseconds since 1970. */
export function nowMs(): number {
  return Date.now() + ahead;
}

/** The cluster's time in seconds since 1970. */
export function now(): number {
  return Math.floor(nowMs() / 1000);
}
