import { css } from '@emotion/css';
import { PageLayoutType, type GrafanaTheme2, type NavModelItem } from '@grafana/data';
import { locationService, type PluginPageProps } from '@grafana/runtime';
import { Icon, Tab, TabsBar, Text, useStyles2 } from '@grafana/ui';
import { useEffect } from 'react';
import { useLocation } from 'react-router-dom-v5-compat';
import { boot } from '../boot.ts';
import { breadcrumbs, sectionOf, usePageNavSetter } from './page-nav.ts';

/** Grafana's page frame: title, subtitle, facts and actions over the plugin's content; it also names the page in the bar and the tab. */
export function PluginPage(props: PluginPageProps) {
  const { pageNav, children, actions, info, subTitle, renderTitle, layout = PageLayoutType.Standard } = props;
  const styles = useStyles2(getStyles);
  const setPageNav = usePageNavSetter();
  const { pathname } = useLocation();
  const title = pageNav?.text ?? sectionOf(pathname)?.text ?? boot.plugin.name;

  useEffect(() => {
    setPageNav(pageNav);
    document.title = breadcrumbs(pathname, pageNav)
      .map(({ text }) => text)
      .reverse()
      .join(' - ');
  }, [pageNav, pathname, setPageNav]);
  useEffect(() => () => setPageNav(undefined), [setPageNav]);

  if (layout !== PageLayoutType.Standard)
    return <div className={layout === PageLayoutType.Custom ? styles.custom : styles.page}>{children}</div>;
  const under = subTitle ?? pageNav?.subTitle;
  return (
    <div className={styles.page}>
      <div className={styles.header}>
        <div className={styles.heading}>
          <div className={styles.title}>
            {pageNav?.img && <img className={styles.image} src={pageNav.img} alt="" />}
            {pageNav?.icon && !pageNav.img && <Icon name={pageNav.icon} size="xl" />}
            {renderTitle ? renderTitle(title) : <Text element="h1">{title}</Text>}
          </div>
          {info && (
            <dl className={styles.info}>
              {info.map(({ label, value }) => (
                <div key={label}>
                  <dt>{label}</dt>
                  <dd>{value}</dd>
                </div>
              ))}
            </dl>
          )}
          {actions && <div className={styles.actions}>{actions}</div>}
        </div>
        {under && <div className={styles.subTitle}>{under}</div>}
      </div>
      <PageTabs items={pageNav?.children} />
      <div className={styles.content}>{children}</div>
    </div>
  );
}

function PageTabs({ items }: { items: NavModelItem[] | undefined }) {
  const shown = items?.filter((item) => !item.hideFromTabs) ?? [];
  if (shown.length === 0) return null;
  return (
    <TabsBar>
      {shown.map(({ text, url, active, icon, tabCounter, tabSuffix, onClick }) => (
        <Tab
          key={url ?? text}
          label={text}
          active={active ?? false}
          {...(url && { href: url })}
          {...(icon && { icon })}
          {...(tabSuffix && { suffix: tabSuffix })}
          {...(tabCounter !== undefined && { counter: tabCounter })}
          onChangeTab={(event) => {
            if (onClick) onClick();
            else if (url && event && !event.ctrlKey && !event.metaKey) {
              event.preventDefault();
              locationService.push(url);
            }
          }}
        />
      ))}
    </TabsBar>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  page: css({
    display: 'flex',
    flexDirection: 'column',
    flex: 1,
    minWidth: 0,
    gap: theme.spacing(2),
    padding: theme.spacing(3, 4, 4),
    background: theme.colors.background.primary,
    [theme.breakpoints.down('md')]: { padding: theme.spacing(2) },
  }),
  custom: css({ display: 'flex', flexDirection: 'column', flex: 1, minWidth: 0 }),
  header: css({ display: 'flex', flexDirection: 'column', gap: theme.spacing(1) }),
  heading: css({ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: theme.spacing(1, 4), minHeight: 32 }),
  title: css({
    display: 'flex',
    flex: '1 1 auto',
    alignItems: 'center',
    gap: theme.spacing(1),
    minWidth: 0,
    overflowWrap: 'anywhere',
    h1: { margin: 0 },
  }),
  image: css({ width: 32, height: 32 }),
  subTitle: css({ color: theme.colors.text.secondary, maxWidth: '80ch' }),
  info: css({
    display: 'flex',
    flexWrap: 'wrap',
    gap: theme.spacing(1, 3),
    margin: 0,
    dt: {
      color: theme.colors.text.secondary,
      fontSize: theme.typography.bodySmall.fontSize,
      fontWeight: theme.typography.fontWeightRegular,
    },
    dd: { margin: 0 },
  }),
  actions: css({ display: 'flex', flexWrap: 'wrap', gap: theme.spacing(1) }),
  content: css({ display: 'flex', flexDirection: 'column', flex: 1, minWidth: 0 }),
});
