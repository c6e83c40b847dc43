import type { Durable } from '../engine/durable.ts';
import type { Database } from '../store/database.ts';
import { insertExecutionSteps } from '../store/execution-steps.ts';
import { findExecution, insertExecution, type ExecutionRow } from '../store/executions.ts';
import { newExecutionId } from '../store/ids.ts';
import type { Action } from './action.ts';
import type { Guide } from './guide.ts';
import type { Plan, PlanStep } from './plan.ts';
import type { RecoveryPorts } from './ports.ts';

const text = (words: string) => ({ en: words, fr: `${words} (fr)` });

const common = (id: string) => ({ id, title: text(id), instruction: text('do it'), expected: text('it is done'), timeoutMinutes: 1 });
export const autoStep = (id: string, action: string, destructive = false): PlanStep => ({ ...common(id), kind: 'auto', action, destructive });
export const manualStep = (id: string, action?: string, destructive = false): PlanStep => ({
  ...common(id), kind: 'manual', ...(action !== undefined && { action }), destructive,
});
export const decisionStep = (id: string, options: { id: string; skip?: string[]; abort?: boolean }[]): PlanStep => ({
  ...common(id), kind: 'decision',
  options: options.map(({ id: option, skip = [], abort = false }) => ({ id: option, label: text(option), skip, abort })),
});

export const planWith = (...steps: PlanStep[]): Plan => ({
  slug: 'demo', title: text('Demo'), covers: text('a demo'), rtoMinutes: 10, parameters: [{ name: 'node', kind: 'node', label: text('Node') }], steps,
});

export async function anExecution(db: Database, plan: Plan, mode: ExecutionRow['mode'] = 'real'): Promise<string> {
  const id = newExecutionId();
  await db.transaction(async (tx) => {
    const parameters = [{ name: 'node', value: `demo/${id}`, shown: id }];
    await insertExecution(tx, { id, runbook: plan.slug, plan, mode, reason: 'a test', parameters, started_by: 'ann' });
    await insertExecutionSteps(tx, id, plan.steps.map((step) => step.id));
  });
  return id;
}

/** An action whose attempts end as they are told, one after the other; it writes down what it was asked. */
export function scriptedAction(name: string, ...attempts: (() => Promise<'done' | 'not-needed'>)[]): Action & { asked: string[] } {
  const asked: string[] = [];
  const attempt = (kind: string) => () => {
    asked.push(kind);
    return (attempts[asked.length - 1] ?? (() => Promise.resolve('done' as const)))();
  };
  return { name, parameters: [], after: [], asked, run: attempt('run'), rehearse: attempt('rehearse') };
}

export const watchedGuide = (name: string, sight: { reached: boolean }): Guide => ({
  name, parameters: [], after: [],
  async prepare(context) {
    await context.say(text('mv a b'), 'command');
    return 'needed';
  },
  look: () => Promise.resolve({ reached: sight.reached, text: text(sight.reached ? 'there' : 'not there') }),
});

export const noPorts = {} as RecoveryPorts;

/** A durable engine without a memory of its own: waits call `onWait`, where a test acts as a person; when it does nothing, the run is left. */
export class Left extends Error {}
export function fakeDurable(onWait: () => Promise<boolean>): Durable {
  return {
    step: (_name, act) => act(),
    sleep: () => Promise.resolve(),
    async wait() {
      if (!(await onWait())) throw new Left();
    },
  };
}

export async function ended(db: Database, id: string): Promise<ExecutionRow> {
  const row = await findExecution(db, id);
  if (!row) throw new Error(`no execution ${id}`);
  return row;
}
