import React, { type ReactNode } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Combobox, useStyles2 } from '@grafana/ui';
import { t } from '../i18n/t';
import { SearchInput } from './SearchInput';

interface Props<State extends string> {
  search: string;
  onSearch: (value: string) => void;
  searchLabel: string;
  state: State | undefined;
  states: Array<{ value: State; label: string }>;
  onState: (state: State | undefined) => void;
  /** Of what the filter is, when not of states. */
  words?: { label: string; all: string } | undefined;
  /** More filters. */
  children?: ReactNode;
  'data-testid': string;
}

/** Search and state filter above a list. */
export function ListToolbar<State extends string>({
  search,
  onSearch,
  searchLabel,
  state,
  states,
  onState,
  words = { label: t('list.state', 'State'), all: t('list.all-states', 'All states') },
  children,
  ...hooks
}: Props<State>) {
  const styles = useStyles2(getStyles);
  return (
    <div className={styles.root} role="search">
      <div className={styles.search}>
        <SearchInput value={search} onChange={onSearch} label={searchLabel} />
      </div>
      <Combobox
        aria-label={words.label}
        placeholder={words.all}
        options={states}
        value={state ?? null}
        isClearable
        width={28}
        onChange={(option) => onState(option?.value)}
        data-testid={hooks['data-testid']}
      />
      {children}
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  root: css({ display: 'flex', flexWrap: 'wrap', gap: theme.spacing(1), marginBottom: theme.spacing(2) }),
  search: css({ flex: '1 1 240px', maxWidth: 420 }),
});
