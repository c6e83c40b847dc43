import { useSearchParams } from 'react-router-dom';

/** The filters by cluster and tenant, in the URL as the others. */
export function useDriftFilters() {
  const [params, setParams] = useSearchParams();
  const change = (edit: (next: URLSearchParams) => void) =>
    setParams(
      (previous) => {
        const next = new URLSearchParams(previous);
        edit(next);
        return next;
      },
      { replace: true },
    );
  return {
    cluster: params.get('cluster') ?? undefined,
    tenant: params.get('tenant') ?? undefined,
    setFilter: (name: 'cluster' | 'tenant', value: string | undefined) =>
      change((next) => (value === undefined ? next.delete(name) : next.set(name, value))),
    clear: () => change((next) => ['q', 'state', 'cluster', 'tenant'].forEach((name) => next.delete(name))),
  };
}
