/** What is read of each row of `GET /cluster/resources`. */
export const resourceFields = [
  'type', 'id', 'vmid', 'node', 'name', 'status', 'pool', 'tags', 'template', 'lock', 'hastate', 'cpu', 'maxcpu', 'mem', 'maxmem', 'disk', 'maxdisk',
  'uptime', 'netin', 'netout', 'diskread', 'diskwrite', 'level', 'storage', 'shared', 'plugintype', 'content',
] as const;

/** Where the scanner has each of them. */
export const at = Object.fromEntries(resourceFields.map((name, field) => [name, field])) as Record<(typeof resourceFields)[number], number>;

/** Those by which a guest is still what it was: all that is told of it but its usage. */
export const identityFields = ['type', 'id', 'vmid', 'node', 'name', 'status', 'pool', 'tags', 'template', 'lock', 'hastate'] as const;
