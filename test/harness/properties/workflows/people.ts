import type { Execution, ExecutionStep, StepAct } from '@vigie/contract/executions';
import type { Caller } from '../../../../provisioner/src/caller.ts';
import type { Life } from '../life.ts';
import { removeGuest, runAsRoot } from './by-hand.ts';

const admin = (login: string): Caller => ({ login, name: login, role: 'Admin', operator: true, tenant: null, capabilities: new Set() });

export const ada = admin('admin');
const olga = admin('ops-admin');

/** More often than any trouble needs: then they end it, and whoever looks sees why. */
const mostRetries = 3;

/** What people do with an execution that waits for them: one thing, by what they read of it. */
export async function answerExecution(life: Life, id: string): Promise<void> {
  const execution = await life.runbooks.execution(ada, id, 'en');
  const step = execution.steps.find(({ state }) => state !== 'done' && state !== 'skipped');
  if (!step) return;
  const act = (person: Caller, what: StepAct) => life.runbooks.act(person, id, step.id, what, 'en');
  if (step.state === 'awaiting-confirmation') await act(step.confirmedBy.includes(ada.login) ? olga : ada, { act: 'confirm' });
  else if (step.state === 'failed') await mend(life, execution, step, () => act(ada, { act: 'retry' }));
  else if (step.state !== 'waiting') return;
  else if (step.kind === 'decision') await act(ada, { act: 'choose', option: step.options[0]!.id });
  // Who has run commands lets Vigie look before saying that it is done.
  else if (!runCommands(life, step)) await act(olga, { act: 'done' });
}

function runCommands({ scene }: Life, { lines }: ExecutionStep): boolean {
  const ran = lines.filter(({ command }) => command).map(({ text }) => runAsRoot(scene.cluster, text));
  return ran.includes(true);
}

async function mend({ scene, runbooks }: Life, { id, journal }: Execution, { id: at, error }: ExecutionStep, retry: () => Promise<unknown>): Promise<void> {
  const retried = journal.filter(({ act, step }) => act === 'retried' && step === at).length;
  if (retried === mostRetries) return void (await runbooks.abort(ada, id, 'it fails again and again', 'en'));
  if (error?.code === 'restore-left-over') await removeGuest(scene.cluster, Number(error.params.vmid));
  await retry();
}
