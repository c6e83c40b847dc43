import { because } from '@vigie/contract/step-reasons';
import { StepFailure } from './failure.ts';
import { ensurePackages, type Target } from './packages/ensure-packages.ts';
import { ensureService } from './packages/ensure-service.ts';
import { familyOf } from './packages/families.ts';
import { guestOf } from './packages/guest.ts';
import { osOf } from './packages/os.ts';
import { patience } from './patience.ts';
import { orderVm, ownConfig } from './pve/vm.ts';
import { nothingToUndo, type Step } from './step.ts';

// Undo relies on clone-template's undo: packages go with the machine.
// One that is still being installed then goes with it too.
export const installPackages: Step = {
  name: 'install-packages',
  async run(context) {
    const { order, cluster, pve, settings } = context;
    const ordered = order.spec.packages ?? [];
    const byAgent = settings.packages.nodeExporter === 'agent';
    if (!byAgent && ordered.length === 0) {
      return { skipped: because(settings.packages.nodeExporter === 'snippet' ? 'packages-by-snippet' : 'packages-none') };
    }
    await ownConfig(context);
    const { path } = await orderVm(context);
    const waiting = patience(settings.packages.timeoutSeconds, () => context.isCancelled());
    const os = await osOf(pve, path, waiting);
    const family = familyOf(os.id);
    if (family === null) {
      if (ordered.length > 0) throw new StepFailure(because('packages-unsupported', { packages: ordered.join(', '), os: os.name }));
      return { skipped: because('packages-family-unknown', { os: os.name }) };
    }
    const target: Target = { guest: guestOf(pve, path, waiting), family, patience: waiting, snat: cluster.sdn.snat };
    await ensurePackages(target, [...new Set([...(byAgent ? [family.nodeExporter.package] : []), ...ordered])]);
    if (byAgent) await ensureService(target, family.nodeExporter);
    return 'done';
  },
  undo: nothingToUndo,
};
