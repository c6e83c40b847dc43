import { changeNode } from '../../../proxmox-sim/src/control/change-node.ts';
import { findExecution } from '../../../../provisioner/src/store/executions.ts';
import { findVmOfAnyAge, type VmRow } from '../../../../provisioner/src/store/vms.ts';
import { drive } from '../drive.ts';
import type { Life } from '../life.ts';
import type { WorkflowUnderTest } from '../workflow.ts';
import { backUp, backupState } from './backup.ts';
import { putOnLocalDisks, removeGuest } from './by-hand.ts';
import { theMachine } from './machine.ts';
import { approvedOrder, orderState } from './orders.ts';
import { ada, answerExecution } from './people.ts';

const recovery = (name: string, runbook: string, arrange: (life: Life) => Promise<void>, parameters: (life: Life) => Promise<Record<string, string>>): WorkflowUnderTest => ({
  name: `recovery: ${name}`,
  from: 'machine',
  arrange,
  async begin(life) {
    const request = { mode: 'real' as const, reason: 'a scenario', parameters: await parameters(life) };
    return (await life.runbooks.start(ada, runbook, request, 'en')).id;
  },
  well: 'done',
  async ended({ db }, id) {
    const execution = await findExecution(db, id);
    return execution?.ended_at ? execution.state : null;
  },
  answer: answerExecution,
  // They have tried each step again, as often as it may help.
  again: (_life, id) => Promise.resolve(id),
});

/** Recoveries that change Proxmox. */
export const recoveryWorkflows: readonly WorkflowUnderTest[] = [
  recovery('a machine that was deleted', 'vm-lost', deleteAll, async (life) => ({ vm: (await secondMachine(life)).id })),
  recovery('a machine that is broken', 'vm-lost', breakTheMachine, async (life) => ({ vm: (await theMachine(life)).id })),
  recovery('a lost host', 'pve-host-lost', loseTheHost, async (life) => ({ node: `demo/${(await theMachine(life)).node}` })),
];

/** With the neighbour whose address comes before its own: Proxmox gives the first that is free. */
async function deleteAll(life: Life): Promise<void> {
  const second = await orderSecond(life);
  await backedUp(life, second);
  for (const { vmid } of [await theMachine(life), second]) await removeGuest(life.scene.cluster, vmid);
}

/** It stopped, and does not start again. */
async function breakTheMachine(life: Life): Promise<void> {
  const machine = await theMachine(life);
  await backedUp(life, machine);
  life.scene.cluster.world.guests[machine.vmid]!.running = null;
}

/** With one machine on shared storage, which moves, and one whose disks are lost with the host. */
async function loseTheHost(life: Life): Promise<void> {
  const { sim, world } = life.scene.cluster;
  const second = await orderSecond(life);
  putOnLocalDisks(world, second.vmid);
  await backedUp(life, second);
  changeNode(sim, second.node!, { online: false });
}

async function orderSecond(life: Life): Promise<VmRow> {
  const id = await approvedOrder(life, 'shop-02', { network: 'default' });
  await drive(life, new Map(), async () => (await orderState(life, id)) !== null);
  return secondMachine(life);
}

async function secondMachine({ db }: Life): Promise<VmRow> {
  const { rows } = await db.query<{ id: string }>('select id from vigie.vms order by id limit 1 offset 1');
  const vm = rows[0] && (await findVmOfAnyAge(db, rows[0].id));
  if (!vm) throw new Error('there is no second machine');
  return vm;
}

async function backedUp(life: Life, vm: VmRow): Promise<void> {
  const id = await backUp(life, vm);
  await drive(life, new Map(), async () => (await backupState(life, id)) !== null);
}
