import type { OrderStep } from '@vigie/contract/orders';
import { t } from '../i18n/t';

type StepName = OrderStep['name'];

const names: Record<StepName, () => string> = {
  'mail-received': () => t('step.mail-received', 'Confirm the order by mail'),
  'await-approval': () => t('step.await-approval', 'Validate the payment'),
  'mail-network-choice': () => t('step.mail-network-choice', 'Ask for the network by mail'),
  'await-network-choice': () => t('step.await-network-choice', 'Choose the network'),
  'ensure-isolation': () => t('step.ensure-isolation', 'Prepare the isolation of tenants'),
  'ensure-role': () => t('step.ensure-role', 'Prepare the role'),
  'ensure-pool': () => t('step.ensure-pool', 'Prepare the resource pool'),
  'ensure-account': () => t('step.ensure-account', 'Prepare the Proxmox account'),
  'ensure-access': () => t('step.ensure-access', 'Grant access to the pool'),
  'allocate-network': () => t('step.allocate-network', 'Allocate the network'),
  'ensure-vnet': () => t('step.ensure-vnet', 'Create the virtual network'),
  'apply-sdn': () => t('step.apply-sdn', 'Apply the network on all nodes'),
  'reserve-vmid': () => t('step.reserve-vmid', 'Reserve the VMID'),
  'place-vm': () => t('step.place-vm', 'Choose the node'),
  'clone-template': () => t('step.clone-template', 'Clone the template'),
  'create-vm': () => t('step.create-vm', 'Create the empty machine'),
  'register-address': () => t('step.register-address', 'Register the address'),
  'configure-vm': () => t('step.configure-vm', 'Configure the machine'),
  'isolate-vm': () => t('step.isolate-vm', 'Isolate the machine'),
  'resize-disk': () => t('step.resize-disk', 'Grow the disk'),
  'start-vm': () => t('step.start-vm', 'Start the machine'),
  'confirm-agent': () => t('step.confirm-agent', 'Wait until the machine answers'),
  'install-packages': () => t('step.install-packages', 'Install packages'),
  'publish-target': () => t('step.publish-target', 'Add it to monitoring'),
  'open-bastion': () => t('step.open-bastion', 'Open the way through the bastion'),
  'mail-welcome': () => t('step.mail-welcome', 'Send the welcome mail'),
  'mail-network': () => t('step.mail-network', 'Send the network mail'),
  'mail-access': () => t('step.mail-access', 'Send the access mail'),
};

export const stepNameText = (name: StepName): string => names[name]();

/** The steps in groups that people recognise. Every step is in exactly one (a test checks it). */
export const stepGroups: ReadonlyArray<{ id: string; title: () => string; steps: readonly StepName[] }> = [
  { id: 'order', title: () => t('step-group.order', 'Order'), steps: ['mail-received', 'await-approval', 'mail-network-choice', 'await-network-choice'] },
  { id: 'protection', title: () => t('step-group.protection', 'Protection'), steps: ['ensure-isolation'] },
  {
    id: 'account',
    title: () => t('step-group.account', 'Proxmox account'),
    steps: ['ensure-role', 'ensure-pool', 'ensure-account', 'ensure-access'],
  },
  { id: 'network', title: () => t('step-group.network', 'Network'), steps: ['allocate-network', 'ensure-vnet', 'apply-sdn'] },
  {
    id: 'machine',
    title: () => t('step-group.machine', 'Machine'),
    steps: [
      'reserve-vmid', 'place-vm', 'clone-template', 'create-vm', 'register-address', 'configure-vm', 'isolate-vm', 'resize-disk', 'start-vm',
      'confirm-agent', 'install-packages',
    ],
  },
  {
    id: 'handover',
    title: () => t('step-group.handover', 'Handover'),
    steps: ['publish-target', 'open-bastion', 'mail-welcome', 'mail-network', 'mail-access'],
  },
];
