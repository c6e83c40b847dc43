import { firstFree, vnetName } from './networks.ts';

const standard = [
  { cidr: '10.10.0.0/23', kind: 'standard' as const },
  { cidr: '10.11.0.0/24', kind: 'standard' as const },
];

describe('allocator', () => {
  test('no free /24 is null', () => {
    expect(firstFree(standard, ['10.0.0.0/8'])).toBeNull();
  });

  test('takes the first free one, then the reserve', () => {
    expect(firstFree(standard, [])?.cidr).toBe('10.10.0.0/24');
    expect(firstFree(standard, ['10.10.0.0/24'])?.cidr).toBe('10.10.1.0/24');
    expect(firstFree(standard, ['10.10.0.0/23'])).toEqual({ cidr: '10.11.0.0/24', superNetwork: '10.11.0.0/24' });
  });

  test('a smaller network inside a /24 takes it all', () => {
    expect(firstFree(standard, ['10.10.0.128/25'])?.cidr).toBe('10.10.1.0/24');
  });

  test('VNet names have 2 to 8 characters, a letter first', () => {
    expect([1, 36, 36 ** 7 - 1].map(vnetName)).toEqual(['t1', 't10', 'tzzzzzzz']);
    expect(() => vnetName(36 ** 7)).toThrow(/longer than 8/);
  });
});
