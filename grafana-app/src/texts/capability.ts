import type { Capability } from '@vigie/contract/me';
import { t } from '../i18n/t';

const words: Record<Capability, () => string> = {
  'catalogue:read': () => t('capability.catalogue-read', 'see the catalogue'),
  'order:read': () => t('capability.order-read', 'see orders'),
  'order:create': () => t('capability.order-create', 'order'),
  'order:decide': () => t('capability.order-decide', 'approve and reject orders'),
  'order:retry': () => t('capability.order-retry', 'retry failed deployments'),
  'vm:read': () => t('capability.vm-read', 'see machines'),
  'vm:act': () => t('capability.vm-act', 'start, stop and snapshot machines'),
  'vm:delete': () => t('capability.vm-delete', 'delete machines'),
  'vm:resize': () => t('capability.vm-resize', 'resize machines'),
  'network:read': () => t('capability.network-read', 'see networks'),
  'pool:read': () => t('capability.pool-read', 'see address pools'),
  'drift:read': () => t('capability.drift-read', 'see where Proxmox and Vigie differ'),
  'bastion:sync': () => t('capability.bastion-sync', 'bring the bastion in line'),
  'mail:decide': () => t('capability.mail-decide', 'decide what becomes of mails in doubt'),
  'backup:read': () => t('capability.backup-read', 'see backups'),
  'backup:create': () => t('capability.backup-create', 'back up machines'),
  'backup-policy:write': () => t('capability.backup-policy-write', 'change backup policies'),
  'restore-test:read': () => t('capability.restore-test-read', 'see restore tests'),
  'restore-test:run': () => t('capability.restore-test-run', 'run restore tests'),
  'runbook:read': () => t('capability.runbook-read', 'see recovery runbooks'),
  'runbook:execute': () => t('capability.runbook-execute', 'execute recovery runbooks'),
};

export const capabilityText = (capability: Capability): string => words[capability]();
