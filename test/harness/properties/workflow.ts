import type { Life } from './life.ts';
import type { Outcome } from './outcome.ts';

/** A workflow as the scenarios need to know it. What it asks of Proxmox, and what it comes to, is learned from a run in which nothing happens. */
export interface WorkflowUnderTest {
  readonly name: string;
  /** What there is before: nothing at all, or a machine that runs. */
  readonly from: 'nothing' | 'machine';
  /** Brings that to where the workflow can begin. */
  arrange?(life: Life): Promise<void>;
  /** Asks for it; answers its id. */
  begin(life: Life): Promise<string>;
  /** The state in which it has ended well. */
  readonly well: string;
  /** Null while it has not ended. */
  ended(life: Life, id: string): Promise<string | null>;
  /** What people do each time it waits for them. */
  answer?(life: Life, id: string): Promise<void>;
  /** What is not right in the cluster although it ended well, asked of a run in which nothing happens: all others must come to the same. */
  wrong?(life: Life): string[];
  /** What schedules do when it has ended. */
  afterwards?(life: Life): Promise<void>;
  /** What people do when it failed; answers the id of what follows. */
  again(life: Life, id: string): Promise<string>;
  /** What is left to compare where it was asked for again: what the first one made and kept on purpose is not. */
  comparable?(outcome: Outcome): Outcome;
  /** Gives it up: afterwards nothing that costs is left of it. */
  unwind?(life: Life, id: string): Promise<void>;
}
