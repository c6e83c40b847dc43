import { because } from '@vigie/contract/step-reasons';
import { StepFailure } from '../../steps/failure.ts';
import { clusterResources, onlineNodes } from '../../steps/pve/resources.ts';
import type { TestContext } from '../ports.ts';
import type { Phase } from './phase.ts';

/** A VMID of the lab that nobody uses, kept in our database until nothing is left under it. */
export const reserve: Phase = {
  name: 'reserve',
  async run(context) {
    const { pve, reservations } = context;
    const own = await reservations.own();
    const vmid = own?.vmid ?? (await reservations.take([...(await clusterResources(pve)).guests.map((guest) => guest.vmid), ...(await withVolumes(context))]));
    if (vmid === null) throw new StepFailure(because('lab-vmids-used-up'));
    await context.note({ vmid });
    return [];
  },
};

/** VMIDs that own a disk without a guest: the destruction of a machine takes every disk of its VMID with it, whoever made it. */
async function withVolumes({ pve }: TestContext): Promise<number[]> {
  const lists = (await onlineNodes(pve)).map(async (node) => {
    const storages = await pve.call<{ storage: string; active?: number }[]>('GET', '/nodes/{node}/storage', { node }, { content: 'images', enabled: 1 });
    const contents = storages
      .filter(({ active }) => active === 1)
      .map(({ storage }) =>
        pve.call<{ vmid?: number }[]>('GET', '/nodes/{node}/storage/{storage}/content', { node, storage }, { content: 'images' }),
      );
    return (await Promise.all(contents)).flat().flatMap(({ vmid }) => (vmid === undefined ? [] : [Number(vmid)]));
  });
  return (await Promise.all(lists)).flat();
}
