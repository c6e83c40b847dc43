import { checkQuery } from './check-query.ts';

const check = (expr: string, labels: string[] = []) => checkQuery({ where: 'here', expr, labels });

test.each([
  ['sum by (', 'here: no PromQL: sum by ('],
  ['pve_upp{cluster="a"}', 'here: there is no metric pve_upp'],
  ['vigie_http_request_duration_seconds', 'here: there is no metric vigie_http_request_duration_seconds'],
  ['pve_collector_success{cluster="a", node="b"}', 'here: pve_collector_success has no label node'],
  ['pve_guest_info{cluster="a"}', 'here: pve_guest_info is asked for every tenant'],
  ['pve_up{cluster="a", id=~".+/.+"}', 'here: pve_up is asked for every tenant'],
  ['pve_storage_shared', 'here: pve_storage_shared is asked for every cluster'],
  ['node_load1{cluster="a"}', 'here: node_load1 is asked for every tenant'],
  ['sum by (colour) (pve_storage_shared{cluster="a"})', 'here: no metric here has a label colour'],
  ['pve_storage_info{cluster="a"} * on (cluster) group_left (tenant) pve_storage_shared{cluster="a"}', 'here: no metric here has a label tenant'],
])('%s is refused', (expr, problem) => {
  expect(check(expr)).toEqual([problem]);
});

test('a label of the legend that no metric has is refused', () => {
  expect(check('pve_storage_shared{cluster="a"}', ['cluster', 'tenant'])).toEqual(['here: no metric here has a label tenant']);
});

test.each([
  'sum by (cluster) (pve_up{cluster="a", id=~"node/.+"})',
  'histogram_quantile(0.95, sum by (le, route) (rate(vigie_http_request_duration_seconds_bucket[5m])))',
  'avg by (job) (up)',
  'label_replace(pve_guest_info{cluster="a", tenant="b"}, "vmid", "$1", "id", ".+/(.+)")',
])('%s is right', (expr) => {
  expect(check(expr)).toEqual([]);
});

test('a label made by label_replace can be read', () => {
  expect(check('label_replace(pve_guest_info{cluster="a", tenant="b"}, "vmid", "$1", "id", ".+/(.+)")', ['vmid'])).toEqual([]);
});
