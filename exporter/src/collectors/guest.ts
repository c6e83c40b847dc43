import { guestMetrics } from '@vigie/metrics/guest';
import { resourceMetrics } from '@vigie/metrics/resource';
import type { ExposedMetric } from '../exposition/exposition-format.ts';
import { labelText, type Exposition, type Sheets } from '../exposition/exposition.ts';
import type { Guest } from '../cluster/guest.ts';
import type { Resources } from '../cluster/resources.ts';
import type { UsageField } from '../cluster/usage.ts';
import type { Collector } from './collector.ts';
import { addOtherGuestStates } from './other-states.ts';
import { usageMetrics } from './usage.ts';

/** Guests with their tenant. A template is not running, as in the peers; template="1" in pve_guest_info tells it apart. */
export const guestCollector: Collector = {
  name: 'guest',
  async collect(snapshot, out) {
    const resources = await snapshot.resources();
    addGuests(out, resources, resources.inventory.sheets);
    if (snapshot.states === 'all') addOtherGuestStates(out, resources.guests);
  },
};

/** Adds all series of these guests. `sheets` are those of all guests of the cluster, new ones for some of them. */
export function addGuests(out: Exposition, { guests, usage: lent }: Pick<Resources, 'guests' | 'usage'>, sheets: Sheets): void {
  const { usage, release } = lent.hold();
  out.whenRendered(release);
  out.addFixedSheet(sheets, resourceMetrics.up, guests, runningOf);
  for (const [metric, field] of [...usageMetrics, ...trafficMetrics]) out.addSheet(sheets, metric, guests, usage[field]);
  const locked = guests.filter(({ lock }) => lock !== '');
  out.addEach(guestMetrics.lockState, locked, one, ({ labels, lock }) => `${labels},${labelText({ state: lock })}`);
  const highlyAvailable = guests.filter(({ haState }) => haState !== '');
  out.addEach(resourceMetrics.haState, highlyAvailable, one, ({ labels, haState }) => `${labels},${labelText({ state: haState })}`);
  out.addFixedSheet(sheets, guestMetrics.info, guests, onesFor, ({ infoLabels }) => infoLabels);
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

const onesFor = (guests: readonly Guest[]): Float64Array => new Float64Array(guests.length).fill(1);

function one(): number {
  return 1;
}
