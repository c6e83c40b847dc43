import { changeNode } from '../../../proxmox-sim/src/control/change-node.ts';
import { findExecution } from '../../../../provisioner/src/store/executions.ts';
import type { VmRow } from '../../../../provisioner/src/store/vms.ts';
import { differences } from '../differences.ts';
import { drive } from '../drive.ts';
import type { Life } from '../life.ts';
import type { WorkflowUnderTest } from '../workflow.ts';
import { backUp, backupState } from './backup.ts';
import { putOnLocalDisks, removeGuest } from './by-hand.ts';
import { asItIs, theMachine } from './machine.ts';
import { approvedOrder, orderState } from './orders.ts';
import { ada, answerExecution } from './people.ts';

/** What is lost, and what the runbook is begun with. */
interface Loss {
  readonly parameters: Record<string, string>;
  /** Machines that must come back as they were, by VMID. */
  readonly machines: Record<number, unknown>;
}

/** Recoveries that change Proxmox. */
export const recoveryWorkflows: readonly WorkflowUnderTest[] = [
  recovery('a machine that was deleted', 'vm-lost', deleteMachines),
  recovery('a machine that is broken', 'vm-lost', breakTheMachine),
  recovery('a lost host', 'pve-host-lost', loseTheHost),
];

function recovery(name: string, runbook: string, lose: (life: Life) => Promise<Loss>): WorkflowUnderTest {
  let lost: Loss;
  return {
    name: `recovery: ${name}`,
    from: 'machine',
    async arrange(life) {
      lost = await lose(life);
    },
    async begin({ runbooks }) {
      return (await runbooks.start(ada, runbook, { mode: 'real', reason: 'a scenario', parameters: lost.parameters }, 'en')).id;
    },
    well: 'done',
    async ended({ db }, id) {
      const execution = await findExecution(db, id);
      return execution?.ended_at ? execution.state : null;
    },
    answer: answerExecution,
    // They have tried each step again, as often as that may help.
    again: (_life, id) => Promise.resolve(id),
    wrong: (life) => differences(lost.machines, asTheyAre(life, Object.keys(lost.machines).map(Number))),
  };
}

/** Together with its neighbour, whose address comes before its own: Proxmox gives a card that has none the first that is free. */
async function deleteMachines(life: Life): Promise<Loss> {
  const [first, second] = [await theMachine(life), await orderSecond(life)];
  await backedUp(life, second);
  const machines = asTheyAre(life, [second.vmid]);
  for (const { vmid } of [first, second]) await removeGuest(life.scene.cluster, vmid);
  return { parameters: { vm: second.id }, machines };
}

/** It stops, and nobody can start it again. */
async function breakTheMachine(life: Life): Promise<Loss> {
  const { id, vmid } = await theMachine(life);
  await backedUp(life, await theMachine(life));
  const machines = asTheyAre(life, [vmid]);
  life.scene.cluster.world.guests[vmid]!.running = null;
  return { parameters: { vm: id }, machines };
}

/** With one machine on shared storage, which moves, and one whose disk is lost with the host. */
async function loseTheHost(life: Life): Promise<Loss> {
  const { sim, world } = life.scene.cluster;
  const [first, second] = [await theMachine(life), await orderSecond(life)];
  putOnLocalDisks(world, second.vmid);
  await backedUp(life, second);
  const machines = asTheyAre(life, [first.vmid, second.vmid]);
  changeNode(sim, second.node!, { online: false });
  return { parameters: { node: `${second.cluster}/${second.node}` }, machines };
}

const asTheyAre = ({ scene }: Life, vmids: readonly number[]): Record<number, unknown> =>
  Object.fromEntries(vmids.map((vmid) => [vmid, asItIs(scene.cluster.world, vmid)]));

async function orderSecond(life: Life): Promise<VmRow> {
  const id = await approvedOrder(life, 'shop-02', { network: 'default' });
  await drive(life, new Map(), async () => (await orderState(life, id)) !== null);
  return theMachine(life, 1);
}

async function backedUp(life: Life, vm: VmRow): Promise<void> {
  const id = await backUp(life, vm);
  await drive(life, new Map(), async () => (await backupState(life, id)) !== null);
}
