import { die } from '../http/api-error.ts';
import { flag, text } from '../http/call.ts';
import type { Call, Endpoint } from '../http/call.ts';
import { disksOf } from '../model/hardware.ts';
import { smartAttributes, smartText } from '../model/smart.ts';
import type { NodeDisk, NodeState } from '../state/world.ts';

export const diskEndpoints: Endpoint[] = [
  { method: 'GET', template: '/nodes/{node}/disks/list', handle: listDisks },
  { method: 'GET', template: '/nodes/{node}/disks/smart', handle: smart },
];

function nodeDisks(call: Call): NodeDisk[] {
  // The dispatcher has answered unknown nodes already.
  return disksOf(call.world.nodes[text(call, 'node')] as NodeState);
}

/** Health and wear take long to ask, so a caller may do without. */
function listDisks(call: Call): unknown[] {
  const skipped = flag(call, 'skipsmart');
  const type = call.params['type'];
  return nodeDisks(call)
    .filter(({ used }) => type === undefined || used === '')
    .map(({ devpath, type: kind, model, serial, size, used, health, wearout }) => ({
      devpath,
      type: kind,
      model,
      serial,
      size,
      vendor: kind === 'nvme' ? 'unknown' : 'ATA',
      wwn: `0x5002538${serial.toLowerCase()}`,
      by_id_link: `/dev/disk/by-id/${kind === 'nvme' ? 'nvme' : 'ata'}-${model.replaceAll(' ', '_')}_${serial}`,
      gpt: 1,
      rpm: kind === 'hdd' ? 7200 : 0,
      ...(used === '' ? {} : { used }),
      osdid: -1,
      'osdid-list': null,
      health: skipped ? 'UNKNOWN' : health,
      wearout: skipped ? 'N/A' : wearout,
    }));
}

function smart(call: Call): unknown {
  const path = text(call, 'disk');
  const disk = nodeDisks(call).find(({ devpath }) => devpath === path) ?? die(`'${path}' is not a valid block device`);
  const { health } = disk;
  if (flag(call, 'healthonly')) return { health };
  return disk.type === 'nvme' ? { health, type: 'text', text: smartText(disk) } : { health, type: 'ata', attributes: smartAttributes(disk) };
}
