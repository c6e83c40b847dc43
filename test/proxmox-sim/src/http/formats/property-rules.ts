import { propertyFormat } from '../../facts/facts.ts';

/** What a property string as a whole must be, beyond its keys. Null when good. */
export const propertyRules: Record<string, (given: ReadonlyMap<string, string>) => string | null> = {
  'prune-backups': (given) => {
    const counted = [...given].some(([key, value]) => key !== 'keep-all' && Number(value) > 0);
    return counted && given.get('keep-all') === '1' ? 'keep-all cannot be set together with other options.' : null;
  },
  'pve-vm-cpu-conf': cpu,
};

/** Models of Proxmox itself, which do not report as another. */
const ownModels = ['x86-64-v2', 'x86-64-v2-AES', 'x86-64-v3', 'x86-64-v4'];
const vmFlags = ['pcid', 'spec-ctrl', 'ibpb', 'ssbd', 'virt-ssbd', 'amd-ssbd', 'amd-no-ssb', 'pdpe1gb', 'md-clear', 'hv-tlbflush', 'hv-evmcs', 'aes', 'nested-virt'];

function cpu(given: ReadonlyMap<string, string>): string | null {
  const type = given.get('cputype');
  if (type === undefined) return 'CPU is missing cputype';
  if (type.startsWith('custom-')) return `Custom cputype '${type.slice('custom-'.length)}' not found`;
  const models = propertyFormat('pve-vm-cpu-conf')?.['reported-model']?.enum ?? [];
  if (![...models, ...ownModels].includes(type)) return `Built-in cputype '${type}' is not defined (missing 'custom-' prefix?)`;
  const unknown = (given.get('flags') ?? '').split(';').some((flag) => flag !== '' && !vmFlags.includes(flag.slice(1)));
  if (unknown) return `VM-specific CPU flags must be a subset of: ${vmFlags.join(', ')}`;
  return given.has('reported-model') ? "Property 'reported-model' not allowed in VM-specific CPU config." : null;
}
