import { because } from '@vigie/contract/step-reasons';
import { StepFailure } from '../../steps/failure.ts';
import type { Action } from '../action.ts';
import { requireLost } from '../cluster-status.ts';
import { targetsOf } from '../recalled.ts';
import { ensureStarted } from '../start-vm.ts';

export const startRecovered: Action = {
  name: 'start-recovered',
  parameters: ['node'],
  after: ['plan-evacuation'],
  async run(context) {
    const { cluster } = context.node();
    const targets = await targetsOf(context, cluster);
    if (targets.length === 0) return 'not-needed';
    await requireLost(context);
    // One that does not start must not hold back the others: the first trouble is told when all were tried.
    const troubles: unknown[] = [];
    for (const { vm, node } of targets) {
      try {
        await ensureStarted(context, cluster, vm, node);
        await context.ports.vms.setNode(vm.id, node);
        await context.say({ en: `${vm.name} (${vm.vmid}) runs on ${node}.`, fr: `${vm.name} (${vm.vmid}) tourne sur ${node}.` });
      } catch (error) {
        troubles.push(error);
        await context.say({ en: `${vm.name} (${vm.vmid}) did not start on ${node}.`, fr: `${vm.name} (${vm.vmid}) n’a pas démarré sur ${node}.` });
      }
    }
    if (troubles.length > 0) throw troubles[0];
    return 'done';
  },
  async rehearse(context) {
    const { cluster } = context.node();
    const targets = await targetsOf(context, cluster);
    if (targets.length === 0) return 'not-needed';
    for (const target of new Set(targets.map(({ node }) => node))) {
      const bridges = await cluster.pve.call<{ iface: string }[]>('GET', '/nodes/{node}/network', { node: target }, { type: 'any_bridge' });
      for (const { vm, node } of targets.filter((one) => one.node === target)) {
        if (!bridges.some(({ iface }) => iface === vm.vnet)) {
          throw new StepFailure(because('zone-not-loaded', { node, zone: cluster.config.sdn.zone, status: `no ${vm.vnet}` }));
        }
        await context.say({
          en: `${vm.name} (${vm.vmid}) would start on ${node}, which has its network ${vm.vnet}.`,
          fr: `${vm.name} (${vm.vmid}) démarrerait sur ${node}, qui a son réseau ${vm.vnet}.`,
        });
      }
    }
    return 'done';
  },
};
