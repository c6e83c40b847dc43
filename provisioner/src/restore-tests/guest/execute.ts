import { because } from '@vigie/contract/step-reasons';
import { StepFailure } from '../../steps/failure.ts';
import type { TestContext } from '../ports.ts';
import { askAgent } from './ask.ts';

const deadlineMs = 60_000;
const pollMs = 250;

interface Status {
  exited: number | boolean;
  exitcode?: number;
  'out-data'?: string;
}

/** What a program in the restored machine prints. Its arguments go through no shell. Throws when it cannot be run or does not end well. */
export async function execute(context: TestContext, command: readonly string[]): Promise<string> {
  const { clock } = context;
  const { pid } = await askAgent<{ pid: number }>(context, 'POST', 'exec', { command });
  const deadline = clock.now().getTime() + deadlineMs;
  for (;;) {
    const { exited, exitcode, ...rest } = await askAgent<Status>(context, 'GET', 'exec-status', { pid });
    if (Number(exited) === 1) {
      if (exitcode === 0) return rest['out-data'] ?? '';
      throw new StepFailure(because('restored-program-failed', { program: command[0] ?? '', exitcode: exitcode ?? -1 }));
    }
    if (clock.now().getTime() >= deadline) throw new StepFailure(because('restored-program-failed', { program: command[0] ?? '', exitcode: -1 }));
    await clock.sleep(pollMs);
  }
}
