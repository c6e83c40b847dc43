import { jest } from '@jest/globals';
import { ProxmoxError } from './errors.ts';
import { createVersionGate } from './version-gate.ts';
import { versionGates } from './version-gates.ts';

const ips = { template: '/cluster/sdn/vnets/{vnet}/ips', path: '/cluster/sdn/vnets/t1/ips', node: null, unfit: null };
const at = (template: string) => ({ ...ips, template, path: template });

function gateOf(...versions: string[]) {
  const read = jest.fn(() => Promise.resolve((versions.length > 1 ? versions.shift() : versions[0]) ?? ''));
  return { gate: createVersionGate('demo', read), read };
}

test('what the version lacks is refused with the version that has it', async () => {
  const { gate } = gateOf('8.0.4');
  const refused = await gate('POST', ips, {}).catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(ProxmoxError);
  expect(refused).toMatchObject({
    outcome: 'refused', kind: 'not-implemented', status: null, template: ips.template,
    reason: 'an address of a VNet needs Proxmox VE 8.1 or later, cluster demo runs 8.0.4',
  });
});

test('what is gone is refused with the version that took it', async () => {
  const { gate } = gateOf('9.2.11');
  await expect(gate('POST', at('/access/roles'), { roleid: 'x', privs: 'VM.Audit,VM.Monitor' })).rejects.toThrow(
    'the privilege VM.Monitor is gone since Proxmox VE 9.0, cluster demo runs 9.2.11',
  );
});

test.each([
  ['8.4.1', 'PUT', '/cluster/sdn', { 'lock-token': 'x' }, false],
  ['9.0.3', 'PUT', '/cluster/sdn', { 'lock-token': 'x' }, true],
  ['8.4.1', 'PUT', '/cluster/sdn', {}, true],
  ['8.4.1', 'POST', '/cluster/sdn/lock', {}, false],
  ['8.4.1', 'POST', '/access/roles', { privs: 'VM.GuestAgent.Audit' }, false],
  ['8.4.1', 'POST', '/access/roles', { privs: 'VM.Monitor' }, true],
  ['10.0', 'POST', '/access/roles', { privs: 'VM.GuestAgent.Audit' }, true],
  ['8.0', 'POST', '/cluster/sdn/zones', { zone: 'a', dhcp: 'dnsmasq' }, false],
  ['8.0', 'POST', '/cluster/sdn/zones', { zone: 'a', dhcp: undefined }, true],
  ['7.4-3', 'GET', '/cluster/sdn/ipams/{ipam}/status', {}, false],
  ['something else', 'POST', '/cluster/sdn/lock', {}, true],
] as const)('%s: %s %s %j', async (version, method, template, params, offered) => {
  const { gate } = gateOf(version);
  const checked = gate(method, at(template), params);
  await (offered ? expect(checked).resolves.toBeUndefined() : expect(checked).rejects.toMatchObject({ kind: 'not-implemented' }));
});

test('a version that the token may not read holds nothing up, and is asked for again', async () => {
  const refused = new ProxmoxError({
    outcome: 'refused', kind: 'permission', status: 403, method: 'GET', template: '/version', path: '/version', reason: 'Permission check failed',
  });
  const read = jest.fn(() => Promise.reject(refused));
  const gate = createVersionGate('demo', read);
  await gate('POST', ips, {});
  await gate('POST', ips, {});
  expect(read).toHaveBeenCalledTimes(2);
});

test('the version is read once, and not at all for what every version has', async () => {
  const { gate, read } = gateOf('9.2.11');
  await gate('GET', at('/nodes'), {});
  expect(read).not.toHaveBeenCalled();
  await gate('POST', ips, {});
  await gate('PUT', ips, {});
  expect(read).toHaveBeenCalledTimes(1);
});

test('an update of the cluster is noticed when the version is in the way', async () => {
  const { gate, read } = gateOf('8.4.1', '9.0.3');
  const locked = () => gate('PUT', at('/cluster/sdn'), { 'lock-token': 'x' });
  await expect(locked()).rejects.toThrow('needs Proxmox VE 9.0');
  await expect(locked()).resolves.toBeUndefined();
  expect(read).toHaveBeenCalledTimes(2);
});

test('a version that cannot be read is told as that', async () => {
  const gate = createVersionGate('demo', () => Promise.reject(new Error('away')));
  await expect(gate('POST', ips, {})).rejects.toThrow('away');
});

test.each(versionGates.map((gate) => [gate.what, gate] as const))('%s has a version and a source', (_, gate) => {
  expect(gate.since ?? gate.until).toMatch(/^\d+\.\d+$/);
  expect(gate.source).not.toBe('');
});
