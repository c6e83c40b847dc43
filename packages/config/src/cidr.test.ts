import fc from 'fast-check';
import { cidrRange, cidrsOverlap, superNetworkCidr } from './cidr.ts';

function dotted(address: number): string {
  return [24, 16, 8, 0].map((shift) => Math.floor(address / 2 ** shift) % 256).join('.');
}

const address = fc.nat(2 ** 32 - 1);
const bits = fc.integer({ min: 0, max: 32 });

/** A network as it should be written: the host part is zero. */
const network = fc.tuple(address, bits).map(([any, length]) => {
  const size = 2 ** (32 - length);
  const first = Math.floor(any / size) * size;
  return { cidr: `${dotted(first)}/${length}`, first, last: first + size - 1, length };
});

test.each(['10.10.0.1/24', '10.10.1.0/16', '10.10.0.0/25', '10.10.0.0/7', '10.10.0/16', '010.10.0.0/16', '256.0.0.0/8', '10.10.0.0', ''])(
  '%j is no super-network',
  (text) => {
    expect(superNetworkCidr.safeParse(text).success).toBe(false);
  },
);

test('a super-network is a network of 8 to 24 bits, and nothing else', () => {
  fc.assert(
    fc.property(network, address, ({ cidr, first, last, length }, any) => {
      expect(superNetworkCidr.safeParse(cidr).success).toBe(length >= 8 && length <= 24);
      const inside = first + (any % (last - first + 1));
      expect(superNetworkCidr.safeParse(`${dotted(inside)}/${length}`).success).toBe(length >= 8 && length <= 24 && inside === first);
    }),
  );
});

test('the range of a network is its first and last address, up to the end of the address space', () => {
  fc.assert(fc.property(network, ({ cidr, first, last }) => expect(cidrRange(cidr)).toEqual({ first, last })));
  expect(cidrRange('255.255.255.0/24')).toEqual({ first: 2 ** 32 - 256, last: 2 ** 32 - 1 });
});

test('two networks overlap when one holds the start of the other, whichever is asked', () => {
  fc.assert(
    fc.property(network, network, (a, b) => {
      const holds = (outer: typeof a, inner: typeof a): boolean => outer.first <= inner.first && inner.first <= outer.last;
      expect(cidrsOverlap(a.cidr, b.cidr)).toBe(holds(a, b) || holds(b, a));
      expect(cidrsOverlap(b.cidr, a.cidr)).toBe(cidrsOverlap(a.cidr, b.cidr));
      expect(cidrsOverlap(a.cidr, a.cidr)).toBe(true);
    }),
  );
});
