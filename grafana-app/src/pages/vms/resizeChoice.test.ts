import type { Offer } from '@vigie/contract/catalogue';
import { vm } from '../../testing/vms';
import { changedSizes, currentSizes, wouldShrink } from './resizeChoice';

const value = (id: string) => ({ id, name: id, price: 0 });
const offer: Offer = {
  id: 'standard',
  name: 'Standard',
  description: '',
  price: 0,
  options: [
    { id: 'os', name: 'OS', values: [value('2')] },
    { id: 'cores', name: 'Cores', values: [value('2'), value('4')] },
    { id: 'memory', name: 'Memory', values: [value('8')] },
    { id: 'disk', name: 'Disk', values: [value('20'), value('50'), value('large')] },
  ],
};

test('the sizes that a machine has are found; one that is no longer sold is missing', () => {
  expect(currentSizes(vm, offer)).toEqual({ cores: '2', disk: '50' });
});

test('only a smaller disk is out of reach, and only when its size is known', () => {
  expect(['20', '50', 'large'].map((id) => wouldShrink(vm, 'disk', value(id)))).toEqual([true, false, false]);
  expect(wouldShrink(vm, 'cores', value('1'))).toBe(false);
});

test('only what differs is asked for', () => {
  expect(changedSizes({ cores: '2', disk: '50' }, { cores: '2', memory: '8', disk: '100' })).toEqual({ memory: '8', disk: '100' });
});
