import { backgroundOf } from '../testing/background-samples.ts';
import { fakeReader } from '../testing/fake-reader.ts';
import { haCollector } from './ha.ts';

const fencing = { id: 'fencing', type: 'fencing', node: 'pve1', status: 'armed (CRM watchdog active)', 'armed-state': 'armed' };
const master = { id: 'master', type: 'master', node: 'pve1', status: 'pve1 (active, Sat Nov 21 01:14:59 2026)', timestamp: 1795223699 };
const lrm = (node: string, status: string) => ({ id: `lrm:${node}`, type: 'lrm', node, status });
const collect = (...haStatus: unknown[]) => backgroundOf(haCollector, fakeReader({ haStatus })).pass();

test('tells who the master is, when it last wrote, and how the nodes follow', async () => {
  const samples = await collect(
    { id: 'quorum', type: 'quorum', node: 'pve1', status: 'OK', quorate: 1 },
    master,
    fencing,
    lrm('pve1', 'pve1 (maintenance mode, Sat Nov 21 01:14:59 2026)'),
    lrm('pve2', 'pve2 (unable to read lrm status)'),
    lrm('pve3', 'no parentheses'),
  );
  expect(samples).toEqual(new Map([
    ['pve_ha_master_info{cluster="demo",id="node/pve1"}', 1],
    ['pve_ha_master_last_seen_timestamp_seconds{cluster="demo",id="node/pve1"}', 1795223699],
    ['pve_ha_lrm_state{cluster="demo",id="node/pve1",state="maintenance mode"}', 1],
    ['pve_ha_lrm_state{cluster="demo",id="node/pve2",state="unable to read lrm status"}', 1],
    ['pve_ha_lrm_state{cluster="demo",id="node/pve3",state="unknown"}', 1],
    ['pve_ha_fencing_state{cluster="demo",state="armed"}', 1],
  ]));
});

test('a cluster that does not use it has no master', async () => {
  expect([...(await collect({ ...fencing, 'armed-state': 'standby' })).keys()]).toEqual(['pve_ha_fencing_state{cluster="demo",state="standby"}']);
});
