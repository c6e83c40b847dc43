import type { OrderState } from '@vigie/contract/orders';
import { groupId, type GroupMember } from '../order-group.ts';
import { oneRow, type Queryable } from './database.ts';
import { openRecoveriesOf } from './executions.ts';
import { newestFirst } from './newest-first.ts';
import { stepsOfOrders, type StepRow } from './order-steps.ts';
import { isUnderWay, type OrderRow } from './orders.ts';
import type { Scope } from './scope.ts';

/** How the machines of an order stand together; all functions here are for orders that the caller was already allowed to read. */
export interface GroupFacts {
  state: OrderState;
  total: number;
  done: number;
  failed: number;
  /** The sum of their run numbers: it grows with each retry and each cancellation. */
  runs: number;
  /** When the last of them ended; null while one has not. */
  ended_at: Date | null;
}

/** `id` is the lead's. */
export async function findGroup(db: Queryable, id: string): Promise<GroupFacts> {
  return oneRow(await db.query<GroupFacts>('select state, total, done, failed, runs, ended_at from vigie.order_groups where id = $1', [id]));
}

/** Of the group `g`, in one row with other things. */
const groupColumns = `g.ended_at as group_ended_at,
  jsonb_build_object('state', g.state, 'total', g.total, 'done', g.done, 'failed', g.failed, 'runs', g.runs) as "group"`;

interface WithGroup {
  group: Omit<GroupFacts, 'ended_at'>;
  group_ended_at: Date | null;
}

const groupFacts = ({ group, group_ended_at }: WithGroup): GroupFacts => ({ ...group, ended_at: group_ended_at });

/** Orders as people see them, newest first, see `newestFirst`, with the live VMs of their machines. `state` filters by that of all machines together. */
export async function listGroups(
  db: Queryable,
  scope: Scope,
  { limit, after, state }: { limit: number; after: string | null; state?: OrderState | undefined },
): Promise<{ id: string; order: OrderRow; group: GroupFacts; vmIds: string[] }[]> {
  const rows = await newestFirst<OrderRow & WithGroup & { vm_ids: string[] }>(db, {
    select: `select o.*,
        array(select v.id from vigie.live_vms v join vigie.orders m on m.id = v.order_id where m.id = o.id or m.lead = o.id order by v.name) as vm_ids
      from (
        select o.*, g.state as group_state, ${groupColumns}
        from vigie.orders o join vigie.order_groups g on g.id = o.id) o`,
    alias: 'o', scope, after, limit, equal: { group_state: state },
  });
  return rows.map((row) => ({ id: row.id, order: row, group: groupFacts(row), vmIds: row.vm_ids }));
}

/** A machine of an order, with its steps. */
export interface MachineRow extends Pick<OrderRow, 'id' | 'name' | 'state'> {
  steps: StepRow[];
}

/** How an order stands, and its machines, as of the same moment. `id` is the lead's, which comes first. */
export async function groupWithMachines(db: Queryable, id: string): Promise<{ group: GroupFacts; machines: MachineRow[] }> {
  const { rows } = await db.query<Pick<OrderRow, 'id' | 'name' | 'state'> & WithGroup>(
    `select o.id, o.name, o.state, ${groupColumns} from vigie.orders o join vigie.order_groups g on g.id = $1
     where o.id = $1 or o.lead = $1 order by o.lead nulls first, o.name`,
    [id],
  );
  const [lead] = rows;
  if (!lead) throw new Error(`there is no order ${id}`);
  const steps = Map.groupBy(await stepsOfOrders(db, rows.map((row) => row.id)), ({ order_id }) => order_id);
  return { group: groupFacts(lead), machines: rows.map((row) => ({ id: row.id, name: row.name, state: row.state, steps: steps.get(row.id) ?? [] })) };
}

/** All rows of an order, its lead first. `id` is the lead's. */
export async function rowsOfGroup(db: Queryable, id: string): Promise<OrderRow[]> {
  const { rows } = await db.query<OrderRow>('select * from vigie.orders where id = $1 or lead = $1 order by lead nulls first, name', [id]);
  return rows;
}

/**
 * The same, locked until the end of the transaction. Whoever changes several rows, or asks how they stand together, locks the lead first.
 */
export async function lockGroup(tx: Queryable, member: GroupMember): Promise<OrderRow[]> {
  const id = groupId(member);
  await tx.query('select 1 from vigie.orders where id = $1 for no key update', [id]);
  const { rows } = await tx.query<OrderRow>(
    'select * from vigie.orders where id = $1 or lead = $1 order by lead nulls first, name for no key update',
    [id],
  );
  return rows;
}

/** What was decided of the lead holds for its other machines. */
export async function followLead(tx: Queryable, id: string): Promise<OrderRow[]> {
  const { rows } = await tx.query<OrderRow>(
    `update vigie.orders m set state = l.state, decision = l.decision, decided_by = l.decided_by, decided_at = l.decided_at,
       reject_reason = l.reject_reason, ended_at = l.ended_at
     from vigie.orders l where l.id = $1 and m.lead = l.id returning m.*`,
    [id],
  );
  return rows;
}

/** Machines other than the lead begin once nobody is waited for: see `liveOrders`, which says the same in SQL. */
export const hasBegun = ({ lead, decision, network }: OrderRow): boolean => lead === null || (decision === 'approved' && network !== 'ask');

/** Whether the engine has nothing to do for any of an order's machines. */
export const isAtRest = (rows: readonly OrderRow[]): boolean =>
  !rows.some((row) => isUnderWay(row, 'back') || (isUnderWay(row, 'forward') && hasBegun(row)));

export interface OccupiedMachine {
  orderId: string;
  name: string;
  /** Something is done with it that ends by itself; it is being deleted; it was deleted. One whose deletion is being taken back is at work. */
  by: 'work' | 'deletion' | 'gone';
}

/** Which of these orders have a machine that is being deleted, or on which something is being done. */
export async function machinesOccupied(tx: Queryable, orderIds: readonly string[]): Promise<OccupiedMachine[]> {
  const { rows } = await tx.query<OccupiedMachine>(
    `select o.id as "orderId", o.name,
       case when o.machine_gone_at is not null then 'gone'
            when v.deletion_requested_at is not null and w.kind is distinct from 'recall' then 'deletion'
            else 'work' end as by
     from vigie.orders o left join vigie.vms v on v.order_id = o.id
       left join vigie.vm_operations w on w.vm_id = v.id and w.state in ('queued', 'running')
     where o.id = any($1) and (o.machine_gone_at is not null or v.deletion_requested_at is not null or w.id is not null
       or exists (select 1 from vigie.backup_runs b where b.vm_id = v.id and b.state in ('queued', 'running'))
       or exists (${openRecoveriesOf('v')}))
     order by o.name`,
    [orderIds],
  );
  return rows;
}

/** Names of the tenant's orders and machines among these. */
export async function takenNames(db: Queryable, tenant: string, names: readonly string[]): Promise<string[]> {
  const { rows } = await db.query<{ name: string }>(
    `select name from vigie.orders where tenant = $1 and name = any($2) and state not in ('rejected', 'cancelled') and machine_gone_at is null
     order by name`,
    [tenant, names],
  );
  return rows.map(({ name }) => name);
}
