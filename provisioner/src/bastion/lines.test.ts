import { bastionLines, plainKey } from './lines.ts';

const blob = (type: string): string => Buffer.concat([Buffer.from([0, 0, 0, type.length]), Buffer.from(type), Buffer.alloc(36, 7)]).toString('base64');
const key = `ssh-ed25519 ${blob('ssh-ed25519')}`;
const vm = { order_id: 'ord_1', address: '10.10.0.10', ssh_public_key: `${key} ana@host` };

describe('what the bastion is told', () => {
  test.each([
    ['options before the key', `command="/bin/sh" ${key}`],
    ['a second line', `${key}\nssh-ed25519 ${blob('ssh-ed25519')}`],
    ['a second line behind the comment', `${key} ana\n10.99.0.1:22 ${key} ord_2`],
    ['another type than the key is of', `ssh-rsa ${blob('ssh-ed25519')}`],
    ['a type that nobody knows', `ssh-dss ${blob('ssh-dss')}`],
    ['no key', 'ssh-ed25519 AAAA'],
    ['nothing', ''],
  ])('a key with %s is none: its machine is left out, the others stay', (_what, hostile) => {
    expect(plainKey(hostile)).toBeNull();
    expect(bastionLines([{ ...vm, ssh_public_key: hostile }, vm])).toHaveLength(1);
  });

  test.each(['10.10.0.10,10.99.0.1', '*', 'host', '10.10.0.10:22', '::1', ''])('the address %j is refused', (address) => {
    expect(() => bastionLines([{ ...vm, address }])).toThrow(/not an IPv4 address/);
  });

  test('the id of an order is refused when a line could break at it', () => {
    expect(() => bastionLines([{ ...vm, order_id: 'ord 1' }])).toThrow(/id of an order/);
  });

  test("is a line for each machine, without the customer's comment", () => {
    expect(bastionLines([vm, { ...vm, address: '10.10.0.11', order_id: 'ord_2', ssh_public_key: key }])).toEqual([
      `10.10.0.10:22 ${key} ord_1`,
      `10.10.0.11:22 ${key} ord_2`,
    ]);
  });
});
