import { guestMetrics } from '@vigie/metrics/guest';
import { resourceMetrics } from '@vigie/metrics/resource';
import { labelText, type Exposition } from '../exposition.ts';
import type { Guest } from '../resources.ts';
import type { Collector } from './collector.ts';
import { addOtherGuestStates } from './other-states.ts';
import { addUsage } from './usage.ts';

/** Guests with their tenant. A template is not running, as in the peers; template="1" in pve_guest_info tells it apart. */
export const guestCollector: Collector = {
  name: 'guest',
  async collect(snapshot, out) {
    const { guests } = await snapshot.resources();
    for (const guest of guests) addGuest(out, snapshot.cluster, guest);
    if (snapshot.states === 'all') addOtherGuestStates(out, snapshot.cluster, guests);
  },
};

/** Adds all series of one guest. */
export function addGuest(out: Exposition, cluster: string, guest: Guest): void {
  const { id, pool: tenant, node, name, type, tags, lock, haState } = guest;
  const labels = labelText({ cluster, id, tenant });
  out.add(resourceMetrics.up, labels, guest.running ? 1 : 0);
  addUsage(out, labels, guest, { current: guest.nodeOnline });
  if (guest.nodeOnline) addTraffic(out, labels, guest);
  if (lock) out.add(guestMetrics.lockState, `${labels},${labelText({ state: lock })}`, 1);
  if (haState) out.add(resourceMetrics.haState, `${labels},${labelText({ state: haState })}`, 1);
  out.add(guestMetrics.info, `${labels},${labelText({ node, name, type, template: guest.template ? '1' : '0', tags })}`, 1);
}

function addTraffic(out: Exposition, labels: string, { netin, netout, diskread, diskwrite }: Guest): void {
  out.addIfKnown(guestMetrics.networkTransmitTotal, labels, netout);
  out.addIfKnown(guestMetrics.networkReceiveTotal, labels, netin);
  out.addIfKnown(guestMetrics.diskWrittenTotal, labels, diskwrite);
  out.addIfKnown(guestMetrics.diskReadTotal, labels, diskread);
  out.addIfKnown(guestMetrics.networkTransmit, labels, netout);
  out.addIfKnown(guestMetrics.networkReceive, labels, netin);
  out.addIfKnown(guestMetrics.diskWrite, labels, diskwrite);
  out.addIfKnown(guestMetrics.diskRead, labels, diskread);
}
