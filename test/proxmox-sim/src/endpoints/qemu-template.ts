import { die } from '../http/api-error.ts';
import { number, text } from '../http/call.ts';
import type { Call, Endpoint } from '../http/call.ts';
import { drives, formatDrive, guestOn, isCdrom } from '../model/guest-config.ts';
import { requireWritableConfig } from '../model/quorum.ts';

export const qemuTemplateEndpoints: Endpoint[] = [{ method: 'POST', template: '/nodes/{node}/qemu/{vmid}/template', handle: convert }];

/** The disks become base images that linked clones may share. */
function convert(call: Call): string {
  const { sim, world, identity } = call;
  const vmid = number(call, 'vmid');
  const guest = guestOn(world, text(call, 'node'), vmid);
  if (guest.config['lock'] !== undefined) die(`VM is locked (${guest.config['lock']})`);
  if (guest.config['template'] === 1) die("you can't convert a template to a template");
  if (guest.running !== null) die("you can't convert a VM to template if VM is running");
  if (Object.keys(guest.snapshots ?? {}).length > 0) die("you can't convert a VM with snapshots to template");
  return sim.tasks.start({
    node: guest.node,
    type: 'qmtemplate',
    id: String(vmid),
    identity,
    work: async (task) => {
      await task.wait(sim.delays.config);
      requireWritableConfig(world, guest, task.pid);
      for (const drive of drives(guest.config).filter((item) => !isCdrom(item))) {
        const volume = world.volumes[drive.volid];
        if (volume === undefined) continue;
        const volid = drive.volid.replace(`vm-${vmid}-disk-`, `base-${vmid}-disk-`);
        delete world.volumes[drive.volid];
        world.volumes[volid] = volume;
        guest.config[drive.key] = formatDrive({ ...drive, volid });
      }
      guest.config['template'] = 1;
    },
  });
}
