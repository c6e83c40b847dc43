import type { Offer } from '@vigie/contract/catalogue';
import { vm } from '../../testing/vms';
import { changedSizes, currentSizes, wouldShrink } from './resizeChoice';

const value = (id: string, amount?: number) => ({ id, name: id, price: 0, ...(amount !== undefined && { amount }) });
const offer: Offer = {
  id: 'standard',
  name: 'Standard',
  description: '',
  price: 0,
  options: [
    { id: 'os', name: 'OS', values: [value('2')] },
    { id: 'cores', name: 'Cores', values: [value('4', 2), value('2', 4)] },
    { id: 'memory', name: 'Memory', values: [value('4', 8)] },
    { id: 'disk', name: 'Disk', values: [value('20', 20), value('medium', 50), value('large', 100)] },
  ],
};

test('the sizes that a machine has are found by what a value stands for, not by its id; one that is no longer sold is missing', () => {
  expect(currentSizes(vm, offer)).toEqual({ cores: '4', disk: 'medium' });
});

test('only a smaller disk is out of reach, and only when its size is known', () => {
  expect([value('large', 20), value('1', 50), value('1', 100), value('1')].map((disk) => wouldShrink(vm, 'disk', disk))).toEqual([true, false, false, false]);
  expect(wouldShrink(vm, 'cores', value('1', 1))).toBe(false);
});

test('only what differs is asked for', () => {
  expect(changedSizes({ cores: '2', disk: '50' }, { cores: '2', memory: '8', disk: '100' })).toEqual({ memory: '8', disk: '100' });
});
