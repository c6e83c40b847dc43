import { because } from '@vigie/contract/step-reasons';
import { StepFailure } from '../steps/failure.ts';
import type { Database } from '../store/database.ts';
import { changeStep } from '../store/execution-steps.ts';
import { findExecution, rememberFact, type ExecutionRow } from '../store/executions.ts';
import { factSchemas } from './facts.ts';
import type { Plan } from './plan.ts';
import type { RecoveryPorts, StepContext } from './ports.ts';
import { typeset, type Text } from './text.ts';

/** Thrown inside a step when a person ended the execution meanwhile. */
export class ExecutionEnded extends Error {
  override readonly name = 'ExecutionEnded';
}

/** What one attempt of one step may use. Lines and facts are kept at once, so that people see the progress and a crash loses nothing. */
export function contextOf(db: Database, ports: RecoveryPorts, execution: ExecutionRow, plan: Plan, stepId: string): StepContext {
  const facts: Record<string, unknown> = { ...execution.facts };
  const lines: { text: Text; command: boolean }[] = [];
  const valueOf = (kind: 'node' | 'vm'): string => {
    const name = plan.parameters.find((parameter) => parameter.kind === kind)?.name;
    return execution.parameters.find((parameter) => parameter.name === name)?.value ?? '';
  };
  const clusterOf = (name: string) => {
    const cluster = ports.clusters.get(name);
    if (!cluster) throw new StepFailure(because('cluster-unconfigured', { cluster: name }));
    return cluster;
  };
  return {
    executionId: execution.id,
    mode: execution.mode,
    ports,
    node() {
      const [cluster = '', node = ''] = valueOf('node').split('/');
      return { cluster: clusterOf(cluster), node };
    },
    async vm() {
      const vm = await ports.vms.find(valueOf('vm'));
      if (!vm) throw new StepFailure(because('runbook-parameter-gone', { value: valueOf('vm') }));
      return { cluster: clusterOf(vm.cluster), vm };
    },
    async say(line, kind = 'text') {
      lines.push(kind === 'command' ? { text: line, command: true } : { text: typeset(line), command: false });
      await changeStep(db, execution.id, stepId, { lines });
    },
    async remember(name, fact) {
      facts[name] = fact;
      await rememberFact(db, execution.id, name, fact);
    },
    recall(name) {
      // Facts of an older version that no longer fit count as unknown: the step says so, instead of acting on half of them.
      const known = factSchemas[name].safeParse(facts[name]);
      return known.success ? (known.data as never) : null;
    },
    async stillWanted() {
      const now = await findExecution(db, execution.id);
      if (!now || now.ended_at !== null) throw new ExecutionEnded();
    },
  };
}
