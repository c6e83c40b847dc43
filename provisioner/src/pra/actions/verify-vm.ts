import { because } from '@vigie/contract/step-reasons';
import { StepRetry } from '../../steps/failure.ts';
import type { Action } from '../action.ts';
import { recalled } from '../recalled.ts';
import { isReachable, isRunning } from '../start-vm.ts';

export const verifyVm: Action = {
  name: 'verify-vm',
  parameters: ['vm'],
  after: ['confirm-vm-lost', 'start-vm'],
  async run(context) {
    const { cluster, vm } = await context.vm();
    const { node } = recalled(context, 'lostVm');
    if (!(await isRunning(cluster, vm, node)) || !(await isReachable(cluster, vm, node))) {
      throw new StepRetry(because('vm-not-recovered', { vmid: vm.vmid, node }));
    }
    const addresses = vm.addresses.join(', ');
    await context.say({
      en: `${vm.name} (${vm.vmid}) answers on ${node} with ${addresses}.`,
      fr: `${vm.name} (${vm.vmid}) répond sur ${node} avec ${addresses}.`,
    });
    return 'done';
  },
  async rehearse(context) {
    const { vm } = await context.vm();
    await context.say({
      en: `The guest agent of ${vm.name} would be asked for ${vm.addresses.join(', ')}. Its restore test has asked it in the lab.`,
      fr: `L’agent de ${vm.name} serait interrogé sur ${vm.addresses.join(', ')}. Son test de restauration l’a fait dans le labo.`,
    });
    return 'done';
  },
};
