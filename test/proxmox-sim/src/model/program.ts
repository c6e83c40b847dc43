import type { Guest } from '../state/world.ts';

/** How a program in a guest ends. */
export interface Result {
  exitcode: number;
  out: string;
  err: string;
  milliseconds: number;
}

/** A program gets its arguments and its standard input. */
export type Program = (guest: Guest, args: readonly string[], input: string) => Partial<Result>;
