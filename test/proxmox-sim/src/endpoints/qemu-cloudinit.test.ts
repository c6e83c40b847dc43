import { rootCluster } from '../root-cluster.ts';

const path = '/nodes/pve1/qemu/100';

test('the drive says what the config says, in the form of cloud-init', async () => {
  const { call, sim } = await rootCluster();
  const given = { ciuser: 'admin', ipconfig0: 'ip=10.10.0.10/20,gw=10.10.0.1,ip6=auto', nameserver: '10.10.0.1', searchdomain: 'example.test' };
  await call('PUT', `${path}/config`, given);
  const mac = /=([0-9A-F:]+),/.exec(String(sim.world.guests[100]?.config['net0']))?.[1]?.toLowerCase() ?? '';
  const dump = async (type: string): Promise<unknown> => (await call('GET', `${path}/cloudinit/dump`, { type })).data;
  expect(await dump('network')).toBe(
    [
      'version: 1',
      'config:',
      '    - type: physical',
      '      name: eth0',
      `      mac_address: '${mac}'`,
      '      subnets:',
      '      - type: static',
      "        address: '10.10.0.10'",
      "        netmask: '255.255.240.0'",
      "        gateway: '10.10.0.1'",
      '      - type: ipv6_slaac',
      '    - type: nameserver',
      '      address:',
      "      - '10.10.0.1'",
      '      search:',
      "      - 'example.test'",
      '',
    ].join('\n'),
  );
  expect(await dump('user')).toBe(
    '#cloud-config\nhostname: web\nmanage_etc_hosts: true\nfqdn: web.example.test\nuser: admin\nchpasswd:\n  expire: False\nusers:\n  - default\npackage_upgrade: true\n',
  );
  const before = await dump('meta');
  await call('PUT', `${path}/config`, { ciuser: 'other' });
  expect(await dump('meta')).not.toBe(before);
});
