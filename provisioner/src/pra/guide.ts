import type { Helper } from './plan-checks.ts';
import type { StepContext } from './ports.ts';
import type { Text } from './text.ts';

/** What Vigie sees by itself of what a person should do. `doubtful`: what it sees fits, but does not prove it; only the person knows. */
export interface Sight {
  reached: boolean;
  doubtful?: true;
  text: Text;
}

/**
 * Helps a person through a manual step: `prepare` says the lines, with commands that have the real names in them, or that the step is not
 * needed; `look` tells again and again what is there. Neither changes anything, in a rehearsal or for real.
 */
export interface Guide extends Helper {
  prepare(context: StepContext): Promise<'needed' | 'not-needed'>;
  /** Null where Vigie cannot see it. */
  look: ((context: StepContext) => Promise<Sight>) | null;
}
