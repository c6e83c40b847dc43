import { endpointFact, propertyFormat } from './facts.ts';

test('a parameter comes with its type, limits, default and whether it may be left out', () => {
  const { params } = endpointFact('POST', '/nodes/{node}/vzdump');
  expect(params['mode']).toEqual({ type: 'string', enum: ['snapshot', 'suspend', 'stop'], optional: 1, default: 'snapshot' });
  expect(params['stopwait']).toEqual({ type: 'integer', minimum: 0, optional: 1, default: 10 });
  expect(params['notes-template']).toEqual({ type: 'string', maxLength: 1024, optional: 1, requires: 'storage' });
  expect(endpointFact('POST', '/storage').params['fingerprint']).toMatchObject({ pattern: '([A-Fa-f0-9]{2}:){31}[A-Fa-f0-9]{2}' });
  expect(endpointFact('POST', '/nodes/{node}/qemu/{vmid}/clone').params['newid']).toEqual({
    type: 'integer',
    format: 'pve-vmid',
    minimum: 100,
    maximum: 999_999_999,
  });
});

test('an endpoint comes with its permission check', () => {
  expect(endpointFact('POST', '/storage').permissions).toEqual({ check: ['perm', '/storage', ['Datastore.Allocate']] });
  expect(endpointFact('GET', '/cluster/backup-info').permissions).toBeNull();
});

test('property strings come with their keys, also those that parameters only name', () => {
  const net = propertyFormat(endpointFact('PUT', '/nodes/{node}/qemu/{vmid}/config').params['net[n]']?.format ?? '');
  expect(net).toMatchObject({ tag: { type: 'integer', minimum: 1, maximum: 4094 }, virtio: { alias: 'macaddr', keyAlias: 'model' } });
  expect(propertyFormat('prune-backups')).toMatchObject({ 'keep-last': { type: 'integer', minimum: 0, optional: 1 } });
  expect(propertyFormat('pve-vm-cpu-conf')).toMatchObject({ cputype: { default_key: 1, default: 'kvm64' } });
});
