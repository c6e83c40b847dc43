import { because } from '@vigie/contract/step-reasons';
import { consoleUrl } from '../../console-url.ts';
import { installMail } from '../../notify/install.ts';
import { pageLink } from '../../notify/page-link.ts';
import { accountName } from '../pve/names.ts';
import { orderVm } from '../pve/vm.ts';
import type { Install } from './install.ts';
import { isoOf } from './iso.ts';

/** An empty machine with an image in its drive. Nobody but its tenant, at the console, can put anything into it. */
export const fromIso: Install = {
  notNeeded: {
    'clone-template': because('installed-by-tenant'),
    'resize-disk': because('disk-as-ordered'),
    'confirm-agent': because('agent-later'),
    'install-packages': because('agent-later'),
  },
  monitored: false,
  images(context) {
    const { volume, drivers } = isoOf(context);
    return drivers === undefined ? [volume] : [volume, drivers];
  },
  settings: () => Promise.resolve({}),
  hidden: [],
  hiddenSettings: () => Promise.resolve({}),
  async accessMail(context) {
    const { order, tenant, cluster, store, bastion, settings } = context;
    const { id, addresses } = await store.vmOf(order);
    const { node, vmid } = await orderVm(context);
    const { gateway } = await store.networkOf(order);
    return installMail({
      tenant,
      name: order.name,
      page: pageLink(settings.grafanaUrl, `vms/${id}`),
      console: consoleUrl(cluster, { vmid, name: order.name, node }),
      account: accountName(tenant.id),
      address: addresses[0] ?? '',
      gateway,
      nameservers: cluster.nameservers,
      dhcp: cluster.sdn.dhcp !== 'none',
      drivers: isoOf(context).drivers !== undefined,
      jump: order.ssh_public_key !== null && bastion ? bastion.jump : null,
    });
  },
};
