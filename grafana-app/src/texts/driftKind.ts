import type { DriftKind } from '@vigie/contract/drift';
import { t } from '../i18n/t';

const words: Record<DriftKind, () => string> = {
  'vm-unknown': () => t('drift-kind.vm-unknown', 'Machine that Vigie does not know'),
  'vm-missing': () => t('drift-kind.vm-missing', 'Machine is not in Proxmox'),
  'vm-foreign': () => t('drift-kind.vm-foreign', 'VMID holds another machine'),
  'vm-moved': () => t('drift-kind.vm-moved', 'Machine is on another node'),
  'vm-renamed': () => t('drift-kind.vm-renamed', 'Machine has another name'),
  'vm-resized': () => t('drift-kind.vm-resized', 'Machine has another size'),
  'vm-out-of-pool': () => t('drift-kind.vm-out-of-pool', 'Machine is outside its tenant’s pool'),
  'vm-unprotected': () => t('drift-kind.vm-unprotected', 'Isolation of a machine has gaps'),
  'network-unknown': () => t('drift-kind.network-unknown', 'Network that Vigie does not know'),
  'network-missing': () => t('drift-kind.network-missing', 'Network is not in Proxmox'),
  'pool-missing': () => t('drift-kind.pool-missing', 'Tenant’s pool is not in Proxmox'),
};

const advice: Record<DriftKind, () => string> = {
  'vm-unknown': () => t('drift-advice.vm-unknown', 'Move it out of Vigie’s VMIDs and pools, or remove it.'),
  'vm-missing': () => t('drift-advice.vm-missing', 'Restore it from a backup with the same VMID, or delete it here.'),
  'vm-foreign': () => t('drift-advice.vm-foreign', 'Give the other machine another VMID, then restore ours. Vigie touches neither.'),
  'vm-moved': () => t('drift-advice.vm-moved', 'Leave it if the move was meant: Vigie finds it there. Otherwise migrate it back.'),
  'vm-renamed': () => t('drift-advice.vm-renamed', 'Give it its old name in Proxmox: invoices and mails use that.'),
  'vm-resized': () => t('drift-advice.vm-resized', 'Resize it here to the size that is paid for, or put it back in Proxmox.'),
  'vm-out-of-pool': () => t('drift-advice.vm-out-of-pool', 'Add it to the pool again: its tenant does not see it in Proxmox.'),
  'vm-unprotected': () => t('drift-advice.vm-unprotected', 'Set its firewall in Proxmox as Vigie has it: until then others may reach it.'),
  'network-unknown': () => t('drift-advice.network-unknown', 'Remove it, or move it to a zone that is not Vigie’s.'),
  'network-missing': () => t('drift-advice.network-missing', 'Create it again as it was and apply the SDN: its machines have no network.'),
  'pool-missing': () => t('drift-advice.pool-missing', 'Create it again with its machines: the tenant has lost access to them.'),
};

/** The kind of a difference, as a sentence, and what to do. */
export const driftKindText = (kind: DriftKind): { word: string; advice: string } => ({ word: words[kind](), advice: advice[kind]() });
