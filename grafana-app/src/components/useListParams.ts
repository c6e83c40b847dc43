import { useSearchParams } from 'react-router-dom';
import type { Sort } from './ListTable';

/** Search, state filter and sort of a list, kept in the URL so that a view can be sent to a colleague. */
export function useListParams<State extends string>(states: readonly State[], defaultSort: Sort) {
  const [params, setParams] = useSearchParams();
  const change = (values: Record<string, string | undefined>) =>
    setParams(
      (previous) => {
        const next = new URLSearchParams(previous);
        for (const [name, value] of Object.entries(values)) {
          if (value === undefined || value === '') {
            next.delete(name);
          } else {
            next.set(name, value);
          }
        }
        return next;
      },
      { replace: true },
    );
  const sort = params.get('sort');
  return {
    search: params.get('q') ?? '',
    setSearch: (value: string) => change({ q: value }),
    state: states.find((state) => state === params.get('state')),
    setState: (value: State | undefined) => change({ state: value }),
    sort: sort === null ? defaultSort : { by: sort.replace(/^-/, ''), descending: sort.startsWith('-') },
    setSort: ({ by, descending }: Sort) => change({ sort: descending ? `-${by}` : by }),
    clear: () => change({ q: undefined, state: undefined }),
  };
}

/** True when one of the texts holds what was searched for. */
export function matches(search: string, texts: string[]): boolean {
  const needle = search.trim().toLowerCase();
  return needle === '' || texts.some((text) => text.toLowerCase().includes(needle));
}

export type ListParams<State extends string> = ReturnType<typeof useListParams<State>>;
