import type { CephState, World } from '../state/world.ts';

/** A storage cluster of the nodes that has nothing to complain of: four OSDs on each. */
export function healthyCeph(nodes: number): CephState {
  return { osds: 4 * nodes, down: 0, out: 0, checks: {} };
}

interface Check {
  severity: string;
  summary: { message: string; count: number };
  muted: false;
}

/** The OSDs that answer: the nodes have the same number each, and one that is off takes its own along. */
function upOsds({ nodes }: World, { osds, down }: CephState): number {
  const all = Object.values(nodes);
  return Math.max(0, Math.floor((osds * all.filter((node) => node.online).length) / all.length) - down);
}

/** What is wrong: what was set by hand, and what follows from OSDs and nodes that are off. */
export function cephChecks(world: World, ceph: CephState): Record<string, Check> {
  const found = Object.entries(ceph.checks).map(([name, { severity, message }]): [string, Check] => [name, check(severity, message, 1)]);
  const downOsds = ceph.osds - upOsds(world, ceph);
  const downMons = Object.values(world.nodes).filter((node) => !node.online).length;
  if (downOsds > 0) found.push(['OSD_DOWN', check('HEALTH_WARN', `${downOsds} osds down`, downOsds)]);
  if (downMons > 0) found.push(['MON_DOWN', check('HEALTH_WARN', `${downMons}/${Object.keys(world.nodes).length} mons down`, downMons)]);
  return Object.fromEntries(found);
}

function check(severity: string, message: string, count: number): Check {
  return { severity, summary: { message, count }, muted: false };
}

/** What `ceph status` tells, as JSON. */
export function cephStatus(world: World, ceph: CephState): unknown {
  const names = Object.keys(world.nodes);
  const online = names.filter((name) => world.nodes[name]?.online === true);
  const checks = cephChecks(world, ceph);
  const severities = Object.values(checks).map((item) => item.severity);
  const up = upOsds(world, ceph);
  const { total, used } = Object.values(world.storages).find((storage) => storage.type === 'rbd') ?? { total: 0, used: 0 };
  const objects = Math.round(used / 4_194_304);
  const pgs = 129;
  const degraded = ceph.osds === 0 ? 0 : Math.round((pgs * (ceph.osds - up)) / ceph.osds);
  const states = [
    { state_name: 'active+clean', count: pgs - degraded },
    { state_name: 'active+undersized+degraded', count: degraded },
  ];
  return {
    fsid: '00000000-0000-4000-8000-0000000000ce',
    health: { status: severities.includes('HEALTH_ERR') ? 'HEALTH_ERR' : severities.length > 0 ? 'HEALTH_WARN' : 'HEALTH_OK', checks, mutes: [] },
    election_epoch: 12,
    quorum: online.map((name) => names.indexOf(name)),
    quorum_names: online,
    quorum_age: 86_400,
    monmap: { epoch: names.length, mons: names.map((name, rank) => ({ rank, name, public_addr: `${world.nodes[name]?.ip ?? ''}:6789/0` })) },
    osdmap: { epoch: 98, num_osds: ceph.osds, num_up_osds: up, num_in_osds: ceph.osds - ceph.out, num_remapped_pgs: 0 },
    pgmap: {
      pgs_by_state: states.filter(({ count }) => count > 0),
      num_pgs: pgs,
      num_pools: 2,
      num_objects: objects,
      data_bytes: used,
      bytes_used: 3 * used,
      bytes_avail: 3 * (total - used),
      bytes_total: 3 * total,
      read_bytes_sec: 2_400_000,
      write_bytes_sec: 5_100_000,
      read_op_per_sec: 84,
      write_op_per_sec: 210,
      ...(degraded === 0 ? {} : { degraded_objects: Math.round((objects * degraded) / pgs), degraded_total: 3 * objects, degraded_ratio: degraded / pgs / 3 }),
    },
    mgrmap: { available: online.length > 0, active_name: online[0] ?? '', num_standbys: Math.max(0, online.length - 1) },
    fsmap: { epoch: 1, by_rank: [], 'up:standby': 0 },
    servicemap: { epoch: 98, services: {} },
    progress_events: {},
  };
}
