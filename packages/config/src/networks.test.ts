import fc from 'fast-check';
import { cidrsOverlap } from './cidr.ts';
import { parseConfig } from './load.ts';
import { asNetwork, availableSubnets, inOrderOfUse } from './super-networks.ts';
import { example, mistakesOf as mistakes } from './testing/example.ts';

const withNetworks = (networks: unknown) => parseConfig({ ...example(), networks }).networks;

const mistakesOf = (networks: unknown) => mistakes((config) => (config.networks = networks));

describe('networks', () => {
  test('nothing said: what an existing file has', () => {
    const { choice, exclusions, superNetworks } = withNetworks({});
    expect({ choice, exclusions }).toEqual({ choice: { deadlineHours: 72, default: 'default' }, exclusions: [] });
    expect(superNetworks.map(({ role }) => role)).toEqual(['main', 'reserve', 'main']);
    expect(withNetworks({ superNetworks: [{ cidr: '10.20.0.0/16', kind: 'standard' }] }).superNetworks[0]?.role).toBe('main');
  });

  test('a role, a default and a time that there are not', () => {
    expect(mistakesOf({ superNetworks: [{ cidr: '10.20.0.0/16', kind: 'standard', role: 'spare' }], choice: { deadlineHours: 0, default: 'ask' } }))
      .toEqual([expect.stringContaining('superNetworks[0].role'), expect.stringContaining('choice.deadlineHours'), expect.stringContaining('choice.default')]);
  });

  test('an exclusion outside of all super-networks, and exclusions that leave a kind nothing', () => {
    const superNetworks = [
      { cidr: '10.20.0.0/24', kind: 'standard' }, { cidr: '10.21.0.0/24', kind: 'standard', role: 'reserve' }, { cidr: '172.16.0.0/23', kind: 'enterprise' },
    ];
    expect(mistakesOf({ superNetworks, exclusions: ['10.20.0.7', '192.168.0.0/16'] })).toEqual([
      'networks.exclusions[1]: 192.168.0.0/16 is in no super-network, so nothing of it is ever given',
    ]);
    expect(mistakesOf({ superNetworks, exclusions: ['10.20.0.7', '10.0.0.0/8'] })).toEqual([
      'networks.exclusions: leaves no network for tenants of the kind standard',
    ]);
    expect(mistakesOf({ superNetworks, exclusions: ['172.16.0.1', '172.16.1.128/25'] })).toEqual([
      'networks.exclusions: leaves no network for tenants of the kind enterprise',
    ]);
    expect(mistakesOf({ superNetworks, exclusions: ['172.16.0.1/24'] })).toEqual([
      'networks.exclusions[0]: the address is not the start of the network',
    ]);
  });

  test('main before addition before reserve, each in the order of the file', () => {
    const list = (['reserve', 'addition', 'main', 'addition', 'main'] as const).map((role, i) => ({ cidr: `10.${i}.0.0/24`, kind: 'standard' as const, role }));
    const other = { cidr: '10.9.0.0/24', kind: 'enterprise' as const, role: 'main' as const };
    expect(inOrderOfUse([other, ...list], 'standard').map(({ cidr }) => cidr)).toEqual(['10.2.0.0/24', '10.4.0.0/24', '10.1.0.0/24', '10.3.0.0/24', '10.0.0.0/24']);
  });

  test('what may be given is every /24 that meets no exclusion', () => {
    const exclusion = fc.tuple(fc.nat(2 ** 12 - 1), fc.integer({ min: 18, max: 32 })).map(([low, bits]) => {
      const size = 2 ** (32 - bits);
      const first = Math.floor((low * 7) / size) * size;
      return `10.20.${Math.floor(first / 256) % 256}.${first % 256}/${bits}`;
    });
    fc.assert(
      fc.property(fc.array(exclusion, { maxLength: 12 }), (exclusions) => {
        const all = Array.from({ length: 16 }, (_, i) => `10.20.${i}.0/24`);
        const left = all.filter((cidr) => !exclusions.some((each) => cidrsOverlap(cidr, asNetwork(each))));
        expect(availableSubnets('10.20.0.0/20', exclusions)).toBe(left.length);
      }),
    );
  });
});
