import type { PbsEndpoint } from '../call.ts';
import { textParam } from '../call.ts';
import type { PbsCall } from '../call.ts';
import { PbsError } from '../http/pbs-error.ts';

const base = '/nodes/{node}/disks';
const gib = 1024 ** 3;

export const pbsDiskEndpoints: PbsEndpoint[] = [
  { method: 'GET', template: `${base}/list`, handle: listDisks },
  { method: 'GET', template: `${base}/smart`, handle: smart },
  { method: 'GET', template: `${base}/zfs`, handle: () => [pool] },
  { method: 'GET', template: `${base}/directory`, handle: () => [] },
];

/** A mirror of two; the datastores lie on it. */
const disks = ['nvme0n1', 'nvme1n1'].map((name, index) => ({
  name,
  devpath: `/dev/${name}`,
  'disk-type': 'ssd',
  size: 7681 * gib,
  model: 'SAMSUNG MZQL27T6HBLA',
  serial: `S6CK00000${index}`,
  vendor: 'unknown',
  wwn: `eui.000000000000000${index}`,
  used: 'zfs',
  gpt: true,
  status: 'passed',
  wearout: 2,
}));

const pool = { name: 'backup', size: 7680 * gib, alloc: 1200 * gib, free: 6480 * gib, frag: 3, dedup: 1, health: 'ONLINE' };

function listDisks(call: PbsCall): unknown[] {
  const wanted = textParam(call, 'usage-type');
  return disks.filter(({ used }) => wanted === '' || used === wanted);
}

function smart(call: PbsCall): unknown {
  const name = textParam(call, 'disk');
  const disk = disks.find((item) => item.name === name);
  if (disk === undefined) throw new PbsError(400, `unable to find disk '${name}'`);
  const attributes = call.params['healthonly'] === true ? [] : [{ name: 'Percentage Used', raw: '2%', value: '2%' }];
  return { status: disk.status, wearout: disk.wearout, attributes };
}
