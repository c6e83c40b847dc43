import type { Action, ActionResult } from '../action.ts';
import { requireLost } from '../cluster-status.ts';
import { planEvacuation } from '../evacuation.ts';
import type { Evacuated } from '../facts.ts';
import type { StepContext } from '../ports.ts';
import { moment, type Text } from '../text.ts';

export const planEvacuationAction: Action = {
  name: 'plan-evacuation',
  parameters: ['node'],
  after: [],
  async run(context) {
    await requireLost(context);
    return tellPlan(context);
  },
  rehearse: (context) => tellPlan(context),
};

async function tellPlan(context: StepContext): Promise<ActionResult> {
  const { cluster, node } = context.node();
  const { machines, foreign } = await planEvacuation(context, cluster, node);
  await context.remember('evacuation', machines);
  if (machines.length === 0) {
    await context.say({ en: `${node} has no machine of a tenant.`, fr: `${node} n’héberge aucune machine d’un client.` });
  }
  for (const machine of machines) await context.say(lineOf(machine));
  if (foreign.length > 0) {
    const names = foreign.map(({ vmid, name }) => (name === undefined ? String(vmid) : `${vmid} (${name})`)).join(', ');
    await context.say({
      en: `Not made by Vigie, so to be looked after by hand: ${names}.`,
      fr: `Non créées par Vigie, donc à traiter à la main : ${names}.`,
    });
  }
  return 'done';
}

function lineOf({ name, vmid, tenant, memoryGiB, how, to, takenAt }: Evacuated): Text {
  const who = `${name} (${vmid}, ${tenant}, ${memoryGiB} GiB)`;
  if (how === 'lost') {
    return {
      en: `${who}: cannot be recovered. Its disks were on the lost node and it has no complete backup.`,
      fr: `${who} : irrécupérable. Ses disques étaient sur le nœud perdu et elle n’a aucune sauvegarde complète.`,
    };
  }
  if (how === 'move') {
    return {
      en: `${who}: its disks are on shared storage, it goes to ${String(to)}.`,
      fr: `${who} : ses disques sont sur un stockage partagé, elle va sur ${String(to)}.`,
    };
  }
  const at = takenAt === null ? '' : moment(new Date(takenAt));
  return {
    en: `${who}: its disks were on the lost node, it is restored on ${String(to)} from the backup of ${at}.`,
    fr: `${who} : ses disques étaient sur le nœud perdu, elle est restaurée sur ${String(to)} depuis la sauvegarde du ${at}.`,
  };
}
