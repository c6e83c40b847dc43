import {
  DatasourceVariableBuilder,
  QueryVariableBuilder,
  VariableRefresh,
  VariableSort,
} from '@grafana/grafana-foundation-sdk/dashboard';

/** Every panel and variable asks the Prometheus that is chosen in the first variable. */
export const prometheus = { type: 'prometheus', uid: '${datasource}' };

export const datasourceVariable = () =>
  new DatasourceVariableBuilder('datasource').label('Prometheus').type('prometheus').description('The Prometheus that scrapes Vigie.');

/** All clusters, or some. */
export const clustersVariable = () =>
  queryVariable('cluster', 'Cluster', 'label_values(pve_up, cluster)').multi(true).includeAll(true).allValue('.*').current(all);

/** One cluster. */
export const clusterVariable = () => queryVariable('cluster', 'Cluster', 'label_values(pve_up, cluster)');

/** All tenants (with guests that have none), or some. */
export const tenantsVariable = () =>
  queryVariable('tenant', 'Tenant', 'label_values(pve_guest_info{cluster=~"$cluster"}, tenant)')
    .multi(true)
    .includeAll(true)
    .allValue('.*')
    .current(all);

/** One guest, shown by its name; the value is its VMID. */
export const guestVariable = () =>
  queryVariable('guest', 'Guest', 'query_result(pve_guest_info{cluster=~"$cluster", tenant=~"$tenant", template="0"})').regex(
    '/[{,]name="(?<text>[^"]+)|[{,]id="[a-z]+\\/(?<value>[0-9]+)/g',
  );

const all = { text: ['All'], value: ['$__all'] };

/** The form of a variable's query that Grafana's Prometheus data source writes itself. */
function queryVariable(name: string, label: string, query: string): QueryVariableBuilder {
  return new QueryVariableBuilder(name)
    .label(label)
    .datasource(prometheus)
    .query({ query, refId: `variable-${name}` })
    .definition(query)
    .refresh(VariableRefresh.OnTimeRangeChanged)
    .sort(VariableSort.NaturalAsc);
}
