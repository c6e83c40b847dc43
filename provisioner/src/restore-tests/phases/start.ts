import { because } from '@vigie/contract/step-reasons';
import { TaskFailedError } from '@vigie/proxmox/errors';
import { StepFailure } from '../../steps/failure.ts';
import { labVm } from '../facts.ts';
import { runWatched } from '../lab/run-watched.ts';
import type { TestContext } from '../ports.ts';
import { fails, holds, TestCancelled, type Proof } from '../proof.ts';
import { lookAtRestored } from './inspect.ts';
import type { Phase } from './phase.ts';

const deadlineMs = 10 * 60_000;
const pollMs = 1_000;

/** What keeps a good machine from starting in this lab, and would not in a recovery. */
const labTrouble = /bridge '.*' does not exist|[Cc]annot allocate memory|not enough memory|can't lock file|got timeout/;

interface Status {
  status: string;
  qmpstatus?: string;
}

/** Running, and still running a moment later: a machine whose disk cannot be read stops soon. */
export const start: Phase = {
  name: 'start',
  async run(context) {
    const { settings, clock } = context;
    if (stateOf(await status(context)) !== 'running') {
      // Looked at once more in the very moment before: time may have passed since `inspect`.
      const dangers = (await lookAtRestored(context)).filter(({ passed }) => !passed);
      if (dangers.length > 0) return dangers;
      const failed = await power(context);
      if (failed) return [failed];
    }
    const steadyUntil = clock.now().getTime() + settings.steadySeconds * 1000;
    for (;;) {
      const seen = stateOf(await status(context));
      const compared = { name: 'runs', expected: `running for ${settings.steadySeconds} s`, seen } as const;
      if (seen !== 'running') return [fails(compared, because('not-running-any-more', { status: seen }))];
      if (clock.now().getTime() >= steadyUntil) return [holds(compared)];
      if (await context.cancelled()) throw new TestCancelled();
      await clock.sleep(pollMs);
    }
  },
};

async function power(context: TestContext): Promise<Proof | null> {
  const { node, vmid } = labVm(context);
  const send = () => context.pve.call<string>('POST', '/nodes/{node}/qemu/{vmid}/status/start', { node, vmid });
  try {
    await runWatched(context, { key: 'start', node, type: 'qmstart', vmid, deadlineMs, send });
    return null;
  } catch (error) {
    if (!(error instanceof TaskFailedError) || error.exitStatus === 'unexpected status') throw error;
    // A start that met another start fails, and the machine runs: its state decides.
    if (stateOf(await status(context)) === 'running') return null;
    if (labTrouble.test(error.exitStatus)) throw new StepFailure(because('lab-not-usable', { what: error.exitStatus.slice(0, 200) }), { cause: error });
    const text = [error.exitStatus, ...error.logTail].join('\n');
    return fails({ name: 'runs', expected: 'running', seen: 'did not start' }, because('restored-start-failed'), text);
  }
}

const status = ({ pve, ...context }: TestContext) =>
  pve.call<Status>('GET', '/nodes/{node}/qemu/{vmid}/status/current', labVm(context));

/** QEMU's own word where there is one: `io-error` and `internal-error` are "running" to Proxmox. */
const stateOf = ({ status: state, qmpstatus }: Status): string => (state === 'running' ? (qmpstatus ?? state) : state);
