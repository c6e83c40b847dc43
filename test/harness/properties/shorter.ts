/** Waits are divided by this: what is not there yet gets its time, and none is lost. */
export const shorter = 25;
