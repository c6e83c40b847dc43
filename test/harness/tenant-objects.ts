/** What the simulated cluster holds for one tenant, named so that two tenants with the same history compare as equal. */
export interface TenantObjects {
  guests: { state: string; config: string[]; firewall: { options: Record<string, unknown>; rules: string[]; addresses: number } }[];
  volumes: number;
  pool: boolean;
  account: boolean;
  group: boolean;
  rights: number;
  vnets: { written: number; running: number };
  subnets: { written: number; running: number };
  addresses: number;
}

/** Reads them from the simulator's `GET /state`. A guest is the tenant's by its pool or by the order's mark in its description. */
export function tenantObjects(world: any, { id, tenant }: { id: string; tenant: string }): TenantObjects {
  const pool = world.pools[tenant];
  const guests = Object.values<any>(world.guests).filter(
    ({ vmid, config }) => pool?.vms.includes(vmid) || String(config.description ?? '').includes(`vigie:${id}`),
  );
  const ids = guests.map(({ vmid }) => vmid);
  const { config: written, running } = world.sdn;
  const vnetsOf = (side: any) =>
    Object.entries<any>(side.vnets).flatMap(([name, { alias }]) => (String(alias ?? '').startsWith(`vigie ${tenant} `) ? [name] : []));
  const names = new Set([...vnetsOf(written), ...vnetsOf(running)]);
  const subnetsOf = (side: any) => Object.entries<any>(side.subnets).flatMap(([name, { vnet }]) => (names.has(vnet) ? [name] : []));
  const subnets = new Set([...subnetsOf(written), ...subnetsOf(running)]);
  return {
    guests: guests.map(({ running: runs, config, firewall }) => ({
      state: runs ? 'running' : 'stopped', config: Object.keys(config).sort(), firewall: firewallOf(firewall),
    })),
    volumes: Object.values<any>(world.volumes).filter(({ vmid }) => ids.includes(vmid)).length,
    pool: pool?.comment === `vigie tenant ${tenant}`,
    account: `${tenant}@pve` in world.users,
    group: `vigie-${tenant}` in world.groups,
    rights: world.acl.filter(({ path }: any) => path === `/pool/${tenant}`).length,
    vnets: { written: vnetsOf(written).length, running: vnetsOf(running).length },
    subnets: { written: subnetsOf(written).length, running: subnetsOf(running).length },
    addresses: world.sdn.ipam.filter(({ subnet, gateway }: any) => subnets.has(subnet) && gateway !== 1).length,
  };
}

/** Rules by what they do and their comment; their addresses are the tenant's own. */
function firewallOf({ options, rules, ipsets }: any): TenantObjects['guests'][number]['firewall'] {
  return {
    options,
    rules: rules.map(({ type, action, enable, comment }: any) => [type, action, enable, comment].join(' ')),
    addresses: ipsets['ipfilter-net0']?.entries.length ?? 0,
  };
}
