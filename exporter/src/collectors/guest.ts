import { guestMetrics } from '@vigie/metrics/guest';
import { resourceMetrics } from '@vigie/metrics/resource';
import type { ExposedMetric } from '../exposition/exposition-format.ts';
import { labelText, type Exposition, type Sheets } from '../exposition/exposition.ts';
import type { Guest } from '../cluster/guest.ts';
import type { Usage, UsageField } from '../cluster/usage.ts';
import type { Collector } from './collector.ts';
import { addOtherGuestStates } from './other-states.ts';
import { usageMetrics } from './usage.ts';

/** Guests with their tenant. A template is not running, as in the peers; template="1" in pve_guest_info tells it apart. */
export const guestCollector: Collector = {
  name: 'guest',
  async collect(snapshot, out) {
    const { guests, usage, inventory } = await snapshot.resources();
    addGuests(out, guests, usage, inventory.sheets);
    if (snapshot.states === 'all') addOtherGuestStates(out, guests);
  },
};

/** Adds all series of these guests. `sheets` are those of all guests of the cluster, new ones for some of them. */
export function addGuests(out: Exposition, guests: readonly Guest[], usage: Usage, sheets: Sheets): void {
  const add = (metric: ExposedMetric, values: Float64Array, labels?: (guest: Guest) => string) => out.addSheet(sheets, metric, guests, values, labels);
  add(resourceMetrics.up, runningOf(guests));
  for (const [metric, field] of [...usageMetrics, ...trafficMetrics]) add(metric, usage[field]);
  const locked = guests.filter(({ lock }) => lock !== '');
  out.addEach(guestMetrics.lockState, locked, one, ({ labels, lock }) => `${labels},${labelText({ state: lock })}`);
  const highlyAvailable = guests.filter(({ haState }) => haState !== '');
  out.addEach(resourceMetrics.haState, highlyAvailable, one, ({ labels, haState }) => `${labels},${labelText({ state: haState })}`);
  add(guestMetrics.info, new Float64Array(guests.length).fill(1), ({ infoLabels }) => infoLabels);
}

/** 1 for each that runs, else 0. */
function runningOf(guests: readonly Guest[]): Float64Array {
  // `Float64Array.from` with a function makes an object for each.
  const running = new Float64Array(guests.length);
  guests.forEach((guest, place) => {
    if (guest.running) running[place] = 1;
  });
  return running;
}

const trafficMetrics: readonly (readonly [ExposedMetric, UsageField])[] = [
  [guestMetrics.networkTransmitTotal, 'netout'],
  [guestMetrics.networkReceiveTotal, 'netin'],
  [guestMetrics.diskWrittenTotal, 'diskwrite'],
  [guestMetrics.diskReadTotal, 'diskread'],
  [guestMetrics.networkTransmit, 'netout'],
  [guestMetrics.networkReceive, 'netin'],
  [guestMetrics.diskWrite, 'diskwrite'],
  [guestMetrics.diskRead, 'diskread'],
];

function one(): number {
  return 1;
}
