import type { BastionPort } from '../../provisioner/src/steps/ports.ts';

/** A bastion without a host: keeps what it is told, in `kept` by tenant. */
export function memoryBastion(kept = new Map<string, readonly string[]>()): BastionPort {
  return {
    jump: { user: 'jump', host: 'bastion.vigie.example', port: 22, hostKey: 'SHA256:of-this-test' },
    tenants: () => Promise.resolve([...kept.keys()]),
    linesOf: (tenant) => Promise.resolve([...(kept.get(tenant) ?? [])]),
    async replaceLines(tenant, lines) {
      kept.set(tenant, lines);
    },
  };
}
