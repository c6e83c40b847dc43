import React from 'react';
import { driftKind, type DriftItem } from '@vigie/contract/drift';
import { ItemList } from '../../components/ItemList';
import { testIds } from '../../components/testIds';
import { useListParams } from '../../components/useListParams';
import { useDrift } from '../../data/drift';
import { t } from '../../i18n/t';
import { driftKindText } from '../../texts/driftKind';
import { driftValuesText } from '../../texts/driftValue';
import { DriftClusters } from './DriftClusters';
import { driftColumns } from './driftColumns';
import { DriftFilter } from './DriftFilter';
import { NoDrift } from './NoDrift';
import { useDriftFilters } from './useDriftFilters';

const kinds = driftKind.options;

/** Every difference, with what to do about it. */
export function DriftList() {
  const view = useListParams(kinds, { by: 'since', descending: true });
  const query = useDrift();
  const { cluster, tenant, setFilter, clear } = useDriftFilters();
  const report = query.data?.pages[0];
  const all = report?.items ?? [];
  const present = (values: Array<string | null>) => [...new Set(values.filter((value) => value !== null))].sort();
  return (
    <>
      {report && all.length > 0 && <DriftClusters clusters={report.clusters} />}
      <ItemList
        label={t('drift.title', 'Differences with Proxmox')}
        query={query}
        view={{ ...view, clear }}
        columns={driftColumns()}
        rowKey={keyOf}
        rowHooks={(item) => ({
          'data-testid': testIds.drift.row,
          'data-kind': item.kind,
          'data-cluster': item.cluster,
          'data-tenant': item.tenant ?? '',
        })}
        states={kinds.map((value) => ({ value, label: driftKindText(value).word }))}
        filterWords={{ label: t('drift.kind', 'Kind'), all: t('drift.all-kinds', 'All kinds') }}
        hasState={(item, kind) => item.kind === kind}
        filters={
          <>
            <DriftFilter
              label={t('vm.cluster', 'Cluster')}
              all={t('drift.all-clusters', 'All clusters')}
              values={present(all.map((item) => item.cluster))}
              value={cluster}
              onChange={(value) => setFilter('cluster', value)}
              data-testid={testIds.drift.clusterFilter}
            />
            <DriftFilter
              label={t('list.tenant', 'Tenant')}
              all={t('drift.all-tenants', 'All tenants')}
              values={present(all.map((item) => item.tenant))}
              value={tenant}
              onChange={(value) => setFilter('tenant', value)}
              data-testid={testIds.drift.tenantFilter}
            />
          </>
        }
        filtered={cluster !== undefined || tenant !== undefined}
        keeps={(item) => (cluster === undefined || item.cluster === cluster) && (tenant === undefined || item.tenant === tenant)}
        searchLabel={t('drift.search', 'Search object, VMID ( / )')}
        searchIn={(item) => [item.object, String(item.vmid ?? ''), driftValuesText(item.expected), driftValuesText(item.seen)]}
        noMatch={t('drift.no-match', 'No difference matches')}
        moreText={t('list.more', 'Show older ones')}
        empty={<NoDrift clusters={report?.clusters ?? []} />}
        ids={testIds.drift}
      />
    </>
  );
}

// A machine may have two of a kind: what is its own, and what all rely on.
const keyOf = ({ cluster, kind, object, vmid, expected }: DriftItem): string => [cluster, kind, object, vmid, driftValuesText(expected)].join(' ');
