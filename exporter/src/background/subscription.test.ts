import { backgroundOf } from '../testing/background-samples.ts';
import { fakeReader, node } from '../testing/fake-reader.ts';
import type { ToldStates } from '../told-states.ts';
import { subscriptionCollector } from './subscription.ts';

const active = { status: 'active', level: 'c', nextduedate: '2027-01-01', key: 'pve2c-0123456789' };
const collect = (subscription: unknown, states: ToldStates = 'holding') =>
  backgroundOf(subscriptionCollector(states), fakeReader({ resources: [node('pve1')], subscription })).pass();
const of1 = (name: string, labels = '') => `pve_subscription_${name}{cluster="demo",id="node/pve1"${labels}}`;

test('tells level, status and due date, and never the key', async () => {
  const samples = await collect(active);
  expect(samples).toEqual(new Map([
    [of1('info', ',level="c"'), 1],
    [of1('status', ',status="active"'), 1],
    [of1('next_due_timestamp_seconds'), Date.UTC(2027, 0, 1) / 1000],
  ]));
});

test('all states when they are wanted', async () => {
  const samples = await collect({ status: 'notfound', serverid: null }, 'all');
  const statuses = [...samples].filter(([key]) => key.startsWith('pve_subscription_status'));
  expect(statuses).toHaveLength(6);
  expect(statuses.filter(([, value]) => value === 1)).toEqual([[of1('status', ',status="notfound"'), 1]]);
  expect(samples.get(of1('info', ',level="unknown"'))).toBe(1);
  expect(samples.has(of1('next_due_timestamp_seconds'))).toBe(false);
});
