import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Where a template is put together, and from what; a new place of that kind must be added here. */
const computed: Record<string, readonly string[]> = {
  'steps/start-vm.ts': ['POST /nodes/{node}/qemu/{vmid}/status/start', 'POST /nodes/{node}/qemu/{vmid}/status/stop'],
  // The same for the datacenter and for a machine.
  'steps/isolation/protect-cluster.ts': ['POST /cluster/firewall/groups'],
  'steps/isolate-vm.ts': ['PUT /nodes/{node}/qemu/{vmid}/firewall/options'],
  'steps/pve/ip-set.ts': ['/cluster/firewall', '/nodes/{node}/qemu/{vmid}/firewall'].flatMap((base) => [
    `POST ${base}/ipset`, `POST ${base}/ipset/{name}`, `PUT ${base}/ipset/{name}/{cidr}`, `DELETE ${base}/ipset/{name}/{cidr}`,
  ]),
  'steps/pve/firewall-rules.ts': ['/cluster/firewall/groups/{group}', '/nodes/{node}/qemu/{vmid}/firewall/rules'].flatMap((list) => [
    `POST ${list}`, `PUT ${list}/{pos}`, `DELETE ${list}/{pos}`,
  ]),
  // The agent's calls: `what` is what its callers give.
  'restore-tests/guest/ask.ts': [],
};

const agent = '/nodes/{node}/qemu/{vmid}/agent';

/** Every `METHOD /template` by which the provisioner's source changes a cluster. The exporter has a client too, and must have none. */
export function productCalls(root: string): { calls: Set<string>; unread: string[] } {
  const calls = new Set<string>();
  const unread: string[] = [];
  for (const part of ['provisioner/src', 'exporter/src']) {
    for (const file of globSync('**/*.ts', { cwd: join(root, part) }).sort()) {
      if (/(\.test|fixture)\.ts$/.test(file) || /(^|\/)(fixtures|testing)\//.test(file)) continue;
      const source = readFileSync(join(root, part, file), 'utf8');
      // The typed tree would be a second way to change something.
      if (/\.\$(post|put|delete)\(/.test(source)) unread.push(`${part}/${file}: a call of the typed tree`);
      // `method: 'POST'` is of a request to somebody else than Proxmox.
      for (const [, method = '', quoted, other] of source.matchAll(/(?<!method: )'(POST|PUT|DELETE)',\s*(?:'([^']*)'|([^\s,)]+))/g)) {
        const found = quoted === undefined ? computed[file] : [`${method} ${quoted.startsWith('/') ? quoted : `${agent}/${quoted}`}`];
        if (found === undefined) unread.push(`${part}/${file}: ${method} ${String(other)}`);
        found?.forEach((call) => calls.add(call));
      }
    }
  }
  return { calls, unread };
}
