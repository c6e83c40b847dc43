import { onlineNodes } from '../../steps/pve/resources.ts';
import type { TestContext } from '../ports.ts';
import { labAddresses, lostAddresses } from './addresses.ts';
import { findLabVm } from './destroy.ts';

/** Everything of the test that is still in Proxmox, by name; empty when nothing is left. */
export async function leftoversOf(context: TestContext, vmid: number): Promise<string[]> {
  const vm = await findLabVm(context);
  const lists = await Promise.all([
    Promise.resolve(vm ? [`VM ${vmid}`] : []),
    volumesOf(context, vmid),
    labAddresses(context, vmid).then((ips) => ips.map((ip) => `address ${ip} of VM ${vmid}`)),
    lostAddresses(context).then((lost) => lost.map(({ ip, mac }) => `lost address ${ip} of ${mac}`)),
    membership(context, vmid),
  ]);
  return lists.flat();
}

async function volumesOf({ pve }: TestContext, vmid: number): Promise<string[]> {
  const found = (await onlineNodes(pve)).map(async (node) => {
    const storages = await pve.call<{ storage: string; active?: number }[]>('GET', '/nodes/{node}/storage', { node }, { content: 'images', enabled: 1 });
    const lists = storages
      .filter(({ active }) => active === 1)
      .map(({ storage }) =>
        pve.call<{ volid: string; vmid?: number }[]>('GET', '/nodes/{node}/storage/{storage}/content', { node, storage }, { content: 'images', vmid }),
      );
    return (await Promise.all(lists)).flat();
  });
  // A shared storage is listed by every node.
  return [...new Set((await Promise.all(found)).flat().filter((volume) => Number(volume.vmid) === vmid).map(({ volid }) => `disk ${volid}`))];
}

async function membership({ pve, lab }: TestContext, vmid: number): Promise<string[]> {
  const pools = await pve.call<{ poolid: string }[]>('GET', '/pools', {});
  if (!pools.some(({ poolid }) => poolid === lab.pool)) return [];
  const [pool] = await pve.call<{ members?: { vmid?: number }[] }[]>('GET', '/pools', {}, { poolid: lab.pool });
  return (pool?.members ?? []).some((member) => member.vmid === vmid) ? [`member ${vmid} of the pool ${lab.pool}`] : [];
}
