import { css, cx } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Icon, Link, useStyles2, type IconName } from '@grafana/ui';
import { boot } from '../boot.ts';
import { headerHeight, navWidth } from './measures.ts';
import { sectionOf } from './page-nav.ts';
import { texts } from './texts.ts';

/** The plugin's pages that plugin.json puts into the navigation and the user's role may open. */
export function SideNav({ path, floating, onNavigate }: { path: string; floating: boolean; onNavigate: () => void }) {
  const styles = useStyles2(getStyles);
  const section = sectionOf(path);
  return (
    <nav id="side-navigation" aria-label={texts.navigation} className={cx(styles.nav, floating && styles.floating)}>
      <ul className={styles.list}>
        {boot.nav.map((entry) => {
          const active = entry === section;
          return (
            <li key={entry.id}>
              <Link
                href={entry.url}
                className={cx(styles.link, active && styles.active)}
                aria-current={active ? 'page' : undefined}
                onClick={onNavigate}
              >
                {entry.icon && <Icon name={entry.icon as IconName} />}
                <span>{entry.text}</span>
              </Link>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  nav: css({
    flex: 'none',
    width: navWidth,
    padding: theme.spacing(1),
    background: theme.colors.background.primary,
    borderRight: `1px solid ${theme.colors.border.weak}`,
  }),
  floating: css({
    position: 'fixed',
    top: headerHeight,
    bottom: 0,
    left: 0,
    overflowY: 'auto',
    zIndex: theme.zIndex.sidemenu,
    boxShadow: theme.shadows.z3,
  }),
  // The navigation is as high as the page; its entries stay in sight.
  list: css({
    position: 'sticky',
    top: `calc(${headerHeight}px + ${theme.spacing(1)})`,
    display: 'flex',
    flexDirection: 'column',
    gap: 2,
    margin: 0,
    padding: 0,
    listStyle: 'none',
  }),
  link: css({
    position: 'relative',
    display: 'flex',
    alignItems: 'center',
    gap: theme.spacing(1.5),
    minHeight: theme.spacing(4.5),
    padding: theme.spacing(0.5, 1.5),
    borderRadius: theme.shape.radius.default,
    color: theme.colors.text.secondary,
    '&:hover': { color: theme.colors.text.primary, background: theme.colors.action.hover, textDecoration: 'none' },
    '&:focus-visible': { outline: `2px solid ${theme.colors.primary.main}`, outlineOffset: -2 },
  }),
  active: css({
    color: theme.colors.text.primary,
    background: theme.colors.action.selected,
    '&::before': {
      content: '""',
      position: 'absolute',
      insetBlock: theme.spacing(0.5),
      left: 0,
      width: 4,
      borderRadius: theme.shape.radius.default,
      background: theme.colors.gradients.brandVertical,
    },
  }),
});
