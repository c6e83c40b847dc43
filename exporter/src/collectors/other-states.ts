import type { MetricDefinition } from '@vigie/metrics/definition';
import { guestMetrics } from '@vigie/metrics/guest';
import { resourceMetrics } from '@vigie/metrics/resource';
import { labelText, type Exposition } from '../exposition/exposition.ts';
import type { Guest } from '../cluster/guest.ts';
import type { PveNode } from '../cluster/pve-node.ts';

const haOfGuests = [
  'stopped',
  'request_stop',
  'request_start',
  'request_start_balance',
  'started',
  'fence',
  'recovery',
  'migrate',
  'relocate',
  'freeze',
  'error',
];
const haOfNodes = ['online', 'maintenance', 'unknown', 'fence', 'gone'];
const locks = ['backup', 'clone', 'create', 'migrate', 'rollback', 'snapshot', 'snapshot-delete', 'suspended', 'suspending'];

/** The states that do not hold, at 0, as prometheus-pve-exporter tells them: 20 series more for each guest. */
export function addOtherGuestStates(out: Exposition, guests: readonly Guest[]): void {
  addStates(out, resourceMetrics.haState, haOfGuests, guests, ({ haState }) => haState);
  addStates(out, guestMetrics.lockState, locks, guests, ({ lock }) => lock);
}

function addStates(out: Exposition, metric: MetricDefinition, states: readonly string[], guests: readonly Guest[], held: (guest: Guest) => string): void {
  for (const state of states) {
    const holdsNot = (guest: Guest) => (held(guest) === state ? undefined : 0);
    out.addEach(metric, guests, holdsNot, ({ labels }) => `${labels},state="${state}"`);
  }
}

/** The same of nodes. */
export function addOtherNodeStates(out: Exposition, cluster: string, nodes: readonly PveNode[]): void {
  for (const { id, haState } of nodes) {
    const labels = labelText({ cluster, id });
    for (const state of haOfNodes) if (state !== haState) out.add(resourceMetrics.haState, `${labels},state="${state}"`, 0);
  }
}
