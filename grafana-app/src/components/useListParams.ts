import { useSearchParams } from 'react-router-dom';
import type { Sort } from './ListTable';

/** Search, state filter and sort of a list, kept in the URL so that a view can be sent to a colleague. */
export function useListParams<State extends string>(states: readonly State[], defaultSort: Sort) {
  const [params, setParams] = useSearchParams();
  const set = (name: string, value: string | undefined) =>
    setParams(
      (previous) => {
        const next = new URLSearchParams(previous);
        if (value === undefined || value === '') {
          next.delete(name);
        } else {
          next.set(name, value);
        }
        return next;
      },
      { replace: true },
    );
  const sort = params.get('sort');
  return {
    search: params.get('q') ?? '',
    setSearch: (value: string) => set('q', value),
    state: states.find((state) => state === params.get('state')),
    setState: (value: State | undefined) => set('state', value),
    sort: sort === null ? defaultSort : { by: sort.replace(/^-/, ''), descending: sort.startsWith('-') },
    setSort: ({ by, descending }: Sort) => set('sort', descending ? `-${by}` : by),
    clear: () => setParams({}, { replace: true }),
  };
}

/** True when one of the texts holds what was searched for. */
export function matches(search: string, texts: string[]): boolean {
  const needle = search.trim().toLowerCase();
  return needle === '' || texts.some((text) => text.toLowerCase().includes(needle));
}
