import type { Life } from './life.ts';
import { normal } from './normal.ts';

/** What a workflow came to: everything that the cluster and the bastion hold, and what the database says of it. */
export interface Outcome {
  readonly cluster: unknown;
  readonly bastion: unknown;
  readonly store: unknown;
  /** Keys of mails, without those that tell of a failure. */
  readonly mails: readonly unknown[];
}

/** A network's number is left out: one that was not given to the end is never given again. */
const network = 'id, tenant, cluster, kind, super_network, cidr, gateway, vnet, shared, state, order_id';

/** Tables that say what there is; histories are not among them. What is only for work under way must be empty: it is kept as it is. */
const tables = {
  vms: '*', networks: network, addresses: '*', vmid_reservations: '*', secrets: 'name, tenant', sdn_locks: '*', lab_reservations: '*', proxmox_tasks: '*',
  runbook_execution_steps: 'position, id, state, confirmed_by, done_by, chosen, lines, code',
};

/** What a journal tells of an execution, without what was tried in vain. */
const journal = "select actor, act, step from vigie.runbook_journal where act not in ('step-started', 'step-failed', 'retried') order by sequence";

export async function outcomeOf({ db, scene: { cluster, bastion } }: Life): Promise<Outcome> {
  const { tasks: _tasks, counters: _counters, ...world } = cluster.world;
  const rows = await Promise.all(Object.entries(tables).map(async ([table, columns]) => {
    const { rows: found } = await db.query(`select ${columns} from vigie.${table}`);
    return [table, sorted(found.map((row) => normal(row)))] as const;
  }));
  const { rows: networks } = await db.query<{ vnet: string }>('select vnet from vigie.networks order by sequence');
  const { rows: told } = await db.query(journal);
  const { rows: mails } = await db.query<{ dedupe_key: string }>('select dedupe_key from vigie.mail_outbox');
  return withNetworksCounted(networks.map(({ vnet }) => vnet), {
    cluster: normal({ ...world, acl: sorted(world.acl.map((entry) => normal(entry))) }),
    bastion: normal(Object.fromEntries(bastion)),
    store: { ...Object.fromEntries(rows), journal: told },
    mails: sorted(mails.filter(({ dedupe_key: key }) => !/failed|verdict/.test(key)).map(({ dedupe_key: key }) => normal(key))),
  });
}

/** A VNet has that number for its name: what matters is which network it is. */
function withNetworksCounted(vnets: readonly string[], outcome: Outcome): Outcome {
  const text = JSON.stringify(outcome);
  return JSON.parse(vnets.reduce((all, vnet, i) => all.replace(new RegExp(`\\b${vnet}\\b`, 'g'), `network ${i + 1}`), text)) as Outcome;
}

/** What costs, of a whole cluster. */
export function costsOf({ cluster, bastion }: Outcome): unknown {
  const { guests, volumes, sdn } = cluster as Record<string, any>;
  return { guests, volumes, vnets: [sdn.config.vnets, sdn.running.vnets], subnets: [sdn.config.subnets, sdn.running.subnets], ipam: sdn.ipam, bastion };
}

const sorted = (list: unknown[]): unknown[] => list.map((item) => JSON.stringify(item)).sort().map((text): unknown => JSON.parse(text));
