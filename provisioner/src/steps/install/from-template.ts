import { because } from '@vigie/contract/step-reasons';
import { encodeSshKeys } from '@vigie/proxmox/sshkeys';
import { encrypt } from 'unixcrypt';
import { accessMail } from '../../notify/access.ts';
import { vendorSettings } from '../packages/vendor-snippet.ts';
import { consoleSecret, randomPassword } from '../password.ts';
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
    return { cipassword: encrypt(password) };
  },
  async accessMail({ order, tenant, cluster, store, bastion }) {
    const { addresses, made_ssh_key } = await store.vmOf(order);
    const hasKey = (order.ssh_public_key ?? made_ssh_key) !== null;
    return accessMail({
      tenant,
      name: order.name,
      addresses,
      user: cluster.guestUser,
      password: await store.secrets.get(consoleSecret(order.id)),
      hasKey,
      jump: hasKey && bastion ? bastion.jump : null,
      privateKey: await store.secrets.get(sshKeySecret(order.id)),
    });
  },
};
