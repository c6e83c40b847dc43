import React, { type KeyboardEvent, type MouseEvent, type ReactNode } from 'react';
import { css, cx } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Icon, useStyles2 } from '@grafana/ui';

export interface Column<Item> {
  id: string;
  title: string;
  /** Shown instead of the title. */
  header?: ReactNode;
  cell: (item: Item) => ReactNode;
  /** Makes the column sortable. */
  sortBy?: (item: Item) => string | number;
  align?: 'right';
  /** May be left out where there is little room. */
  minor?: boolean;
  /** It stays in sight at the right edge while the rest scrolls; its title is only read out. */
  pinned?: boolean;
  /** Text of any length: it is cut, with the whole of it on hover. */
  long?: (item: Item) => string;
}

export interface Sort {
  by: string;
  descending: boolean;
}

interface Props<Item> {
  label: string;
  columns: Array<Column<Item>>;
  items: Item[];
  sort: Sort;
  onSort: (sort: Sort) => void;
  rowKey: (item: Item) => string;
  /** Missing when the rows open nothing. */
  onOpen?: ((item: Item) => void) | undefined;
  /** Hooks of a row for tests, and whether it stands out. */
  rowHooks: (item: Item) => Record<`data-${string}`, string>;
  isEmphasised?: (item: Item) => boolean;
  /** Less room around the cells, for a table with more to show than fits. */
  dense?: boolean;
  'data-testid': string;
}

/** A list whose rows can open a page: by click, or by arrows and Enter. */
export function ListTable<Item>(props: Props<Item>) {
  const { label, columns, items, sort, onSort, rowKey, onOpen, rowHooks, isEmphasised, dense, ...hooks } = props;
  const styles = useStyles2(getStyles);
  return (
    <div className={styles.scroll}>
      <table className={cx(styles.table, dense && styles.dense)} aria-label={label} data-testid={hooks['data-testid']}>
        <thead>
          <tr>
            {columns.map((column) => (
              <HeaderCell key={column.id} column={column} sort={sort} onSort={onSort} />
            ))}
          </tr>
        </thead>
        <tbody onKeyDown={moveBetweenRows}>
          {sorted(items, columns, sort).map((item) => (
            <tr
              key={rowKey(item)}
              {...(onOpen && opening(() => onOpen(item)))}
              className={isEmphasised?.(item) ? styles.emphasised : onOpen && styles.row}
              {...rowHooks(item)}
            >
              {columns.map((column) => (
                <td key={column.id} className={cellClass(styles, column)} title={column.long?.(item)}>
                  {column.cell(item)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** What makes a row open something: a click, or Enter while it has the focus. */
const opening = (open: () => void) => ({
  tabIndex: 0,
  onClick: ({ target, currentTarget }: MouseEvent<HTMLElement>) => {
    // A link, button or selected text inside the row means something else, and so does a menu or dialog that the row has opened.
    const element = target as HTMLElement;
    const other = element.closest('a, button') !== null || !currentTarget.contains(element);
    if (!other && window.getSelection()?.toString() === '') {
      open();
    }
  },
  onKeyDown: ({ key, target, currentTarget }: KeyboardEvent<HTMLElement>) => {
    if (key === 'Enter' && target === currentTarget) {
      open();
    }
  },
});

function HeaderCell<Item>({ column, sort, onSort }: { column: Column<Item>; sort: Sort; onSort: (sort: Sort) => void }) {
  const styles = useStyles2(getStyles);
  const className = cellClass(styles, column);
  if (column.sortBy === undefined) {
    return (
      <th scope="col" className={className}>
        {column.pinned ? <span className={styles.spoken}>{column.title}</span> : (column.header ?? column.title)}
      </th>
    );
  }
  const active = sort.by === column.id;
  return (
    <th scope="col" className={className} aria-sort={active ? (sort.descending ? 'descending' : 'ascending') : 'none'}>
      <button
        type="button"
        className={styles.sort}
        onClick={() => onSort({ by: column.id, descending: active ? !sort.descending : false })}
      >
        {column.title}
        {active && <Icon name={sort.descending ? 'arrow-down' : 'arrow-up'} size="sm" />}
      </button>
    </th>
  );
}

const cellClass = <Item,>(styles: ReturnType<typeof getStyles>, { align, minor, long, pinned }: Column<Item>): string =>
  cx(align === 'right' && styles.right, minor && styles.minor, long && styles.long, pinned && styles.pinned);

function sorted<Item>(items: Item[], columns: Array<Column<Item>>, { by, descending }: Sort): Item[] {
  const sortBy = columns.find((column) => column.id === by)?.sortBy;
  if (sortBy === undefined) {
    return items;
  }
  const direction = descending ? -1 : 1;
  return [...items].sort((left, right) => {
    const [a, b] = [sortBy(left), sortBy(right)];
    return (
      direction *
      (typeof a === 'number' && typeof b === 'number' ? a - b : String(a).localeCompare(String(b), undefined, { numeric: true }))
    );
  });
}

function moveBetweenRows(event: KeyboardEvent<HTMLTableSectionElement>) {
  const row = (event.target as HTMLElement).closest('tr');
  const next = event.key === 'ArrowDown' ? row?.nextElementSibling : event.key === 'ArrowUp' ? row?.previousElementSibling : null;
  if (next instanceof HTMLElement) {
    event.preventDefault();
    next.focus();
  }
}

const getStyles = (theme: GrafanaTheme2) => {
  const row = css({
    cursor: 'pointer',
    '&:hover': { background: theme.colors.emphasize(theme.colors.background.primary, 0.03) },
    '&:focus-visible': { outline: `2px solid ${theme.colors.primary.border}`, outlineOffset: -2 },
  });
  return {
    scroll: css({
      containerType: 'inline-size',
      overflowX: 'auto',
      border: `1px solid ${theme.colors.border.weak}`,
      borderRadius: theme.shape.radius.default,
    }),
    table: css({
      width: '100%',
      background: theme.colors.background.primary,
      'th, td': { padding: theme.spacing(1, 2), textAlign: 'left', verticalAlign: 'middle', whiteSpace: 'nowrap' },
      th: {
        color: theme.colors.text.secondary,
        fontWeight: theme.typography.fontWeightMedium,
        background: theme.colors.background.secondary,
      },
      [theme.breakpoints.down('lg')]: { 'th, td': { padding: theme.spacing(1) } },
      'tbody tr': { borderTop: `1px solid ${theme.colors.border.weak}` },
    }),
    dense: css({ '&& th, && td': { padding: theme.spacing(0.75, 1) }, '&& td': { maxWidth: 180 } }),
    row,
    emphasised: css([row, { boxShadow: `inset 3px 0 0 ${theme.colors.warning.main}`, background: theme.colors.warning.transparent }]),
    // The list's own width counts, not the window's: a docked navigation takes its share.
    minor: css({ '@container (max-width: 960px)': { display: 'none' } }),
    long: css({
      maxWidth: 260,
      overflow: 'hidden',
      textOverflow: 'ellipsis',
      '& > *': { display: 'block', overflow: 'hidden', textOverflow: 'ellipsis' },
      '@container (max-width: 960px)': { maxWidth: 200 },
    }),
    pinned: css({
      '&&': { position: 'sticky', right: 0, padding: theme.spacing(0, 1), textAlign: 'right', background: theme.colors.background.primary },
      'th&&': { background: theme.colors.background.secondary },
    }),
    spoken: css({ position: 'absolute', width: 1, height: 1, overflow: 'hidden', clipPath: 'inset(50%)' }),
    right: css({ '&&': { textAlign: 'right' } }),
    sort: css({
      display: 'inline-flex',
      alignItems: 'center',
      gap: theme.spacing(0.5),
      padding: 0,
      border: 'none',
      background: 'none',
      color: 'inherit',
      font: 'inherit',
      '&:hover': { color: theme.colors.text.primary },
    }),
  };
};
