import React, { type ReactNode } from 'react';
import type { InfiniteData, UseInfiniteQueryResult } from '@tanstack/react-query';
import { Button, EmptyState } from '@grafana/ui';
import { t } from '../i18n/t';
import { ListTable, type Column } from './ListTable';
import { ListToolbar } from './ListToolbar';
import { ProblemAlert } from './ProblemAlert';
import { Skeleton } from './Skeleton';
import { StaleNotice } from './StaleNotice';
import { testIds } from './testIds';
import { useLoadError } from './useLoadError';
import { matches, type ListParams } from './useListParams';

interface Props<Item, State extends string> {
  label: string;
  query: UseInfiniteQueryResult<InfiniteData<{ items: Item[] }>>;
  view: ListParams<State>;
  columns: Array<Column<Item>>;
  rowKey: (item: Item) => string;
  /** Missing when the rows open nothing. */
  onOpen?: (item: Item) => void;
  rowHooks: (item: Item) => Record<`data-${string}`, string>;
  isEmphasised?: (item: Item) => boolean;
  dense?: boolean;
  /** The filter beside the search; of states, unless `filterWords` says of what. */
  states: Array<{ value: State; label: string }>;
  filterWords?: { label: string; all: string };
  /** What the filter keeps; missing when the provisioner filters. */
  hasState?: (item: Item, state: State) => boolean;
  /** More filters; `filtered` when one of them is set. */
  filters?: ReactNode;
  filtered?: boolean;
  /** What these keep; missing when the provisioner filters. */
  keeps?: (item: Item) => boolean;
  searchLabel: string;
  searchIn: (item: Item) => string[];
  noMatch: string;
  moreText: string;
  /** Shown instead of everything while there is nothing at all: it teaches. */
  empty: ReactNode;
  /** Between toolbar and table: a legend. */
  children?: ReactNode;
  ids: { table: string; stateFilter: string; noMatch: string; more?: string };
}

/** A list with its search, filter, sort and pages, and what stands there instead while it loads, fails or is empty. */
export function ItemList<Item, State extends string>(props: Props<Item, State>) {
  const { query, view, states, hasState, keeps, ids } = props;
  const error = useLoadError(query);
  if (error !== null) {
    return <ProblemAlert error={error} onRetry={() => query.refetch()} data-testid={testIds.page.loadError} />;
  }
  if (query.data === undefined) {
    return <Skeleton />;
  }
  const all = query.data.pages.flatMap((page) => page.items);
  if (all.length === 0 && view.state === undefined && props.filtered !== true) {
    return <>{props.empty}</>;
  }
  const { state } = view;
  const found = all.filter(
    (item) =>
      matches(view.search, props.searchIn(item)) &&
      (state === undefined || hasState === undefined || hasState(item, state)) &&
      (keeps === undefined || keeps(item)),
  );
  return (
    <>
      {query.isError && <StaleNotice />}
      <ListToolbar
        search={view.search}
        onSearch={view.setSearch}
        searchLabel={props.searchLabel}
        state={state}
        states={states}
        onState={view.setState}
        words={props.filterWords}
        data-testid={ids.stateFilter}
      >
        {props.filters}
      </ListToolbar>
      {props.children}
      {found.length === 0 ? (
        <div data-testid={ids.noMatch}>
          <EmptyState
            variant="not-found"
            message={props.noMatch}
            button={
              <Button variant="secondary" onClick={view.clear}>
                {t('list.clear', 'Clear search and filter')}
              </Button>
            }
          />
        </div>
      ) : (
        <ListTable
          label={props.label}
          columns={props.columns}
          items={found}
          sort={view.sort}
          onSort={view.setSort}
          rowKey={props.rowKey}
          onOpen={props.onOpen}
          rowHooks={props.rowHooks}
          isEmphasised={props.isEmphasised}
          dense={props.dense}
          data-testid={ids.table}
        />
      )}
      {query.hasNextPage && (
        <Button
          variant="secondary"
          fill="text"
          disabled={query.isFetchingNextPage}
          onClick={() => query.fetchNextPage()}
          data-testid={ids.more}
        >
          {props.moreText}
        </Button>
      )}
    </>
  );
}
