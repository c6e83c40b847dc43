import { Faults } from './faults.ts';

const template = '/nodes/{node}/qemu/{vmid}/clone';

test('an unknown kind is refused', () => {
  expect(() => new Faults().add({ kind: 'explode' })).toThrow('kind must be one of');
});

test('another method or template is not hit', () => {
  const faults = new Faults();
  faults.add({ method: 'POST', template, kind: 'refuse' });
  expect(faults.take('GET', template)).toBeNull();
  expect(faults.take('POST', '/pools')).toBeNull();
});

test('it hits as often as it says, after those it lets pass', () => {
  const faults = new Faults();
  faults.add({ method: 'POST', template, kind: 'refuse', times: 2, skip: 1 });
  expect([1, 2, 3, 4].map(() => faults.take('POST', template)?.kind ?? null)).toEqual([null, 'refuse', 'refuse', null]);
});

test('cleared faults hit nothing', () => {
  const faults = new Faults();
  faults.add({ kind: 'hang' });
  faults.clear();
  expect(faults.take('GET', '/version')).toBeNull();
});
