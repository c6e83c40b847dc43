import { because } from '@vigie/contract/step-reasons';
import { StepFailure } from './failure.ts';
import { installOf } from './install/install.ts';
import { mergedTags } from './configure-vm.ts';
import { orderVm, ownConfig } from './pve/vm.ts';
import { nothingToUndo, type Step } from './step.ts';

// Undo relies on the undo of clone-template, create-vm and reserve-vmid: the tag goes with the VM, the delivery with its row.
// The exporter's discovery drops a target whose VM is gone by itself.
export const publishTarget: Step = {
  name: 'publish-target',
  async run(context) {
    const { monitoredTag } = context.settings;
    if (!installOf(context.order).monitored) {
      await context.store.markDelivered(await context.store.vmOf(context.order));
      return { skipped: because('exporter-later', { tag: monitoredTag }) };
    }
    const config = await ownConfig(context);
    if (!hasTag(config.tags, monitoredTag)) {
      const { path } = await orderVm(context);
      const digest = config.digest === undefined ? {} : { digest: config.digest };
      await context.pve.call('PUT', '/nodes/{node}/qemu/{vmid}/config', path, { tags: mergedTags(config.tags, [monitoredTag]), ...digest });
      if (!hasTag((await ownConfig(context)).tags, monitoredTag)) throw new StepFailure(because('tag-not-kept', { tag: monitoredTag }));
    }
    await context.store.markDelivered(await context.store.vmOf(context.order));
    return 'done';
  },
  undo: nothingToUndo,
};

const hasTag = (tags: string | undefined, tag: string): boolean => (tags ?? '').split(/[;, ]+/).includes(tag);
