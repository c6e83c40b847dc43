import { parseIpam } from './ipam.ts';

test('takes guests only: no gateway, no row without VMID, nothing that is not an address', () => {
  const rows = [
    { ip: '10.10.0.1', gateway: 1, vmid: 100 },
    { ip: '10.10.0.9', mac: 'BC:24:11:00:00:55' },
    { ip: 'evil.example:80/x?', vmid: 101 },
    { ip: '10.10.0.12', vmid: '102' },
  ];
  expect([...parseIpam(rows)]).toEqual([[102, '10.10.0.12']]);
});

test('gives the same one of several addresses whatever their order, IPv4 first', () => {
  const rows = ['fd00::7', '10.10.0.8', '10.10.0.7'].map((ip) => ({ ip, vmid: 100 }));
  expect(parseIpam(rows).get(100)).toBe('10.10.0.7');
  expect(parseIpam([...rows].reverse()).get(100)).toBe('10.10.0.7');
});
