import { z } from 'zod';

/**
 * The steps of an order, in their order. The provisioner has one file for each; the plugin has one text for each and language.
 * See docs/adding-a-provisioning-step.md.
 */
export const orderStepNames = [
  'mail-received',
  'await-approval',
  'mail-network-choice',
  'await-network-choice',
  'ensure-isolation',
  'ensure-role',
  'ensure-pool',
  'ensure-account',
  'ensure-access',
  'allocate-network',
  'ensure-vnet',
  'apply-sdn',
  'reserve-vmid',
  'place-vm',
  'clone-template',
  'create-vm',
  'register-address',
  'configure-vm',
  'isolate-vm',
  'resize-disk',
  'start-vm',
  'confirm-agent',
  'install-packages',
  'publish-target',
  'open-bastion',
  'mail-welcome',
  'mail-network',
  'mail-access',
] as const;

export const orderStepName = z.enum(orderStepNames).meta({ id: 'OrderStepName' });
export type OrderStepName = z.infer<typeof orderStepName>;
