import { cidrRange, cidrsOverlap } from '@vigie/config/cidr';
import fc from 'fast-check';
import { dotted, firstFree, vnetName } from './networks.ts';

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

  test('an address and its number are the same', () => {
    fc.assert(fc.property(fc.nat(2 ** 32 - 1), (address) => expect(cidrRange(`${dotted(address)}/32`).first).toBe(address)));
  });

  test('what is given is a free /24 inside a super-network; null only when none is left', () => {
    const network = (shortest: number, longest: number): fc.Arbitrary<string> =>
      fc.tuple(fc.nat(2 ** 18 - 1), fc.integer({ min: shortest, max: longest })).map(([low, bits]) => {
        const size = 2 ** (32 - bits);
        return `${dotted(10 * 2 ** 24 + Math.floor(low / size) * size)}/${bits}`;
      });
    const pools = fc.array(network(19, 24), { minLength: 1, maxLength: 3 });
    fc.assert(
      fc.property(pools, fc.array(network(17, 30), { maxLength: 40 }), (cidrs, used) => {
        const free = firstFree(cidrs.map((cidr) => ({ cidr, kind: 'standard' as const })), used);
        const all = cidrs.flatMap((cidr) => {
          const { first, last } = cidrRange(cidr);
          return Array.from({ length: (last - first + 1) / 256 }, (_, index) => `${dotted(first + index * 256)}/24`);
        });
        const left = all.filter((candidate) => !used.some((other) => cidrsOverlap(candidate, other)));
        expect(free?.cidr ?? null).toBe(left[0] ?? null);
        if (free !== null) expect(cidrsOverlap(free.cidr, free.superNetwork)).toBe(true);
      }),
    );
  });

  test('no two networks share a VNet name', () => {
    const sequence = fc.integer({ min: 1, max: 36 ** 7 - 1 });
    fc.assert(
      fc.property(sequence, sequence, (a, b) => {
        expect(vnetName(a)).toMatch(/^[a-z][a-z0-9]{1,7}$/);
        expect(vnetName(a) === vnetName(b)).toBe(a === b);
      }),
    );
  });
});
