import { because } from '@vigie/contract/step-reasons';
import { StepFailure } from '../steps/failure.ts';
import type { Fact, FactName } from './facts.ts';
import type { RecoveryCluster, RecoveryVm, StepContext } from './ports.ts';
import type { Evacuated } from './facts.ts';

/** What an earlier step found out; throws when it was skipped. */
export function recalled<Name extends FactName>(context: StepContext, name: Name): Fact<Name> {
  const fact = context.recall(name);
  if (fact === null) throw new StepFailure(because('earlier-step-missing'));
  return fact;
}

export interface Target {
  machine: Evacuated;
  vm: RecoveryVm;
  node: string;
}

/** The machines of the evacuation plan that come back, each with its row and its new node. */
export async function targetsOf(context: StepContext, cluster: RecoveryCluster, how?: Evacuated['how']): Promise<Target[]> {
  const rows = new Map((await context.ports.vms.all(cluster.config.name)).map((vm) => [vm.id, vm]));
  return recalled(context, 'evacuation').flatMap((machine) => {
    const vm = rows.get(machine.vmId);
    if (machine.to === null || vm === undefined || (how !== undefined && machine.how !== how)) return [];
    return [{ machine, vm, node: machine.to }];
  });
}
