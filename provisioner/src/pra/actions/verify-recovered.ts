import { because } from '@vigie/contract/step-reasons';
import { StepRetry } from '../../steps/failure.ts';
import { clusterResources } from '../../steps/pve/resources.ts';
import type { Action } from '../action.ts';
import { targetsOf } from '../recalled.ts';
import { isReachable, isRunning } from '../start-vm.ts';

/** Asks Proxmox and the guests themselves: what watches over the machines may be down with the node. */
export const verifyRecovered: Action = {
  name: 'verify-recovered',
  parameters: ['node'],
  after: ['plan-evacuation', 'start-recovered'],
  async run(context) {
    const { cluster } = context.node();
    const targets = await targetsOf(context, cluster);
    if (targets.length === 0) return 'not-needed';
    for (const { vm, node } of targets) {
      if (!(await isRunning(cluster, vm, node)) || !(await isReachable(cluster, vm, node))) {
        throw new StepRetry(because('vm-not-recovered', { vmid: vm.vmid, node }));
      }
      await context.ports.vms.setNode(vm.id, node);
      const addresses = vm.addresses.join(', ');
      await context.say({
        en: `${vm.name} (${vm.vmid}) answers on ${node} with ${addresses}.`,
        fr: `${vm.name} (${vm.vmid}) répond sur ${node} avec ${addresses}.`,
      });
    }
    return 'done';
  },
  async rehearse(context) {
    const { cluster } = context.node();
    const targets = await targetsOf(context, cluster);
    if (targets.length === 0) return 'not-needed';
    const { guests } = await clusterResources(cluster.pve);
    for (const { vm } of targets) {
      const guest = guests.find(({ vmid }) => vmid === vm.vmid);
      const answers = guest?.status === 'running' && (await isReachable(cluster, vm, guest.node));
      await context.say(
        answers
          ? { en: `${vm.name} (${vm.vmid}) answers today, so the check can be made.`, fr: `${vm.name} (${vm.vmid}) répond aujourd’hui : le contrôle est possible.` }
          : {
              en: `${vm.name} (${vm.vmid}) does not answer today: after a recovery nobody could tell whether it is back.`,
              fr: `${vm.name} (${vm.vmid}) ne répond pas aujourd’hui : après une reprise, personne ne saurait dire si elle est revenue.`,
            },
      );
    }
    return 'done';
  },
};
