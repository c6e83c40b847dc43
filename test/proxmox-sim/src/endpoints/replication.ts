import { die } from '../http/api-error.ts';
import { text } from '../http/call.ts';
import type { Call, Endpoint } from '../http/call.ts';
import { drives, isCdrom } from '../model/guest-config.ts';

/** No storage of the simulator can replicate, so no job ever comes to be. */
export const replicationEndpoints: Endpoint[] = [
  { method: 'GET', template: '/cluster/replication', handle: () => [] },
  { method: 'POST', template: '/cluster/replication', handle: create },
  { method: 'GET', template: '/cluster/replication/{id}', handle: (call) => die(`no such replication job '${text(call, 'id')}'`) },
  { method: 'DELETE', template: '/cluster/replication/{id}', handle: () => null },
  { method: 'GET', template: '/nodes/{node}/replication', handle: () => [] },
];

function create(call: Call): never {
  const vmid = text(call, 'id').split('-', 1)[0] ?? '';
  const guest = call.world.guests[vmid] ?? die(`no such VM ('${vmid}')`);
  const disk = drives(guest.config).find((drive) => !isCdrom(drive));
  die(`missing replicate feature on volume '${disk?.volid ?? ''}'`);
}
