import { networkMail } from '../notify/network.ts';
import { mailStep } from './mail-step.ts';

// Undo relies on nothing: a mail that went out cannot be called back.
// The network stays the tenant's.
export const mailNetwork = mailStep(
  'mail-network',
  async ({ order, tenant, cluster, store }) => {
    const { cidr, gateway } = await store.networkOf(order);
    return networkMail({ tenant, names: await store.machineNames(order), cidr, gateway, nameservers: cluster.nameservers });
  },
  async () => {},
  { perOrder: true },
);
