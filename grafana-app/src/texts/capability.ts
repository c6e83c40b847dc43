import type { Capability } from '@vigie/contract/me';
import { t } from '../i18n/t';

const words: Record<Capability, () => string> = {
  'catalogue:read': () => t('capability.catalogue-read', 'see the catalogue'),
  'order:read': () => t('capability.order-read', 'see orders'),
  'order:create': () => t('capability.order-create', 'order'),
  'order:decide': () => t('capability.order-decide', 'approve and reject orders'),
  'order:retry': () => t('capability.order-retry', 'retry failed deployments'),
  'vm:read': () => t('capability.vm-read', 'see machines'),
  'network:read': () => t('capability.network-read', 'see networks'),
  'pool:read': () => t('capability.pool-read', 'see address pools'),
};

export const capabilityText = (capability: Capability): string => words[capability]();
