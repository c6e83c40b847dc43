import { because } from '@vigie/contract/step-reasons';
import { encodeSshKeys } from '@vigie/proxmox/sshkeys';
import { accessMail, type AccessKey } from '../../notify/access.ts';
import { orderedName } from '../../order-group.ts';
import { vendorSettings } from '../packages/vendor-snippet.ts';
import { consoleSecret, hashedPassword, randomPassword } from '../password.ts';
import type { StepOrder } from '../ports.ts';
import { machineKey, sshKeySecret } from '../ssh-key.ts';
import type { Install } from './install.ts';

/** A clone, which cloud-init makes the tenant's. */
export const fromTemplate: Install = {
  notNeeded: { 'create-vm': because('cloned-ready') },
  monitored: true,
  images: () => [],
  async settings(context) {
    const { order, cluster, store } = context;
    const { gateway } = await store.networkOf(order);
    const [address] = (await store.vmOf(order)).addresses;
    const key = await machineKey(context);
    return {
      ciuser: cluster.guestUser,
      ...(key === null ? {} : { sshkeys: encodeSshKeys([key]) }),
      ipconfig0: `ip=${address}/24,gw=${gateway}`,
      ...(cluster.nameservers.length === 0 ? {} : { nameserver: cluster.nameservers.join(' ') }),
      ciupgrade: 0,
      ...vendorSettings(context),
    };
  },
  hidden: ['cipassword'],
  async hiddenSettings({ order, tenant, store }) {
    const password = await store.secrets.getOrCreate(consoleSecret(order.id), tenant.id, randomPassword);
    return { cipassword: await hashedPassword(password) };
  },
  async accessMail({ order, tenant, cluster, store, bastion }) {
    const { addresses, made_ssh_key } = await store.vmOf(order);
    const privateKey = await store.secrets.get(sshKeySecret(order));
    return accessMail({
      tenant,
      name: order.name,
      addresses,
      user: cluster.guestUser,
      password: await store.secrets.get(consoleSecret(order.id)),
      key: keyOf(order, made_ssh_key, privateKey),
      jump: (order.ssh_public_key ?? made_ssh_key) !== null && bastion ? bastion.jump : null,
    });
  },
};

function keyOf(order: StepOrder, made: string | null, privateKey: string | null): AccessKey {
  if (order.ssh_public_key !== null) return { is: 'given' };
  const file = orderedName(order);
  if (privateKey !== null) return { is: 'made', file, privateKey };
  return made === null ? { is: 'none' } : { is: 'mailed', file };
}
