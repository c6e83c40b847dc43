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
    addGuests(out, guests);
    if (snapshot.states === 'all') addOtherGuestStates(out, guests);
  },
};

/** Adds all series of these guests. */
export function addGuests(out: Exposition, guests: readonly Guest[]): void {
  out.addEach(resourceMetrics.up, guests, (guest) => (guest.running ? 1 : 0));
  addUsage(out, guests, ({ nodeOnline }) => nodeOnline);
  addTraffic(out, guests.filter(({ nodeOnline }) => nodeOnline));
  const locked = guests.filter(({ lock }) => lock !== '');
  out.addEach(guestMetrics.lockState, locked, one, ({ labels, lock }) => `${labels},${labelText({ state: lock })}`);
  const highlyAvailable = guests.filter(({ haState }) => haState !== '');
  out.addEach(resourceMetrics.haState, highlyAvailable, one, ({ labels, haState }) => `${labels},${labelText({ state: haState })}`);
  out.addEach(guestMetrics.info, guests, one, ({ infoLabels }) => infoLabels);
}

function addTraffic(out: Exposition, guests: readonly Guest[]): void {
  out.addEach(guestMetrics.networkTransmitTotal, guests, ({ netout }) => netout);
  out.addEach(guestMetrics.networkReceiveTotal, guests, ({ netin }) => netin);
  out.addEach(guestMetrics.diskWrittenTotal, guests, ({ diskwrite }) => diskwrite);
  out.addEach(guestMetrics.diskReadTotal, guests, ({ diskread }) => diskread);
  out.addEach(guestMetrics.networkTransmit, guests, ({ netout }) => netout);
  out.addEach(guestMetrics.networkReceive, guests, ({ netin }) => netin);
  out.addEach(guestMetrics.diskWrite, guests, ({ diskwrite }) => diskwrite);
  out.addEach(guestMetrics.diskRead, guests, ({ diskread }) => diskread);
}

function one(): number {
  return 1;
}
