import { css } from '@emotion/css';
import type { GrafanaTheme2, NavModelItem } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import { useEffect, useState, type ReactNode } from 'react';
import { useLocation } from 'react-router-dom-v5-compat';
import { dockQuery, headerHeight } from './measures.ts';
import { Notifications } from './Notifications.tsx';
import { breadcrumbs, PageNavContext } from './page-nav.ts';
import { SideNav } from './SideNav.tsx';
import { texts } from './texts.ts';
import { TopBar } from './TopBar.tsx';

/** Bar, navigation and notifications around the page. A wide window docks the navigation, a narrow one floats it over the page. */
export function Chrome({ children }: { children: ReactNode }) {
  const styles = useStyles2(getStyles);
  const { pathname } = useLocation();
  const [pageNav, setPageNav] = useState<NavModelItem>();
  const wide = useWideWindow();
  const [navOpen, setNavOpen] = useState(wide);

  useEffect(() => setNavOpen(wide), [wide]);
  useEffect(() => {
    if (wide || !navOpen) return undefined;
    const close = (event: KeyboardEvent) => event.key === 'Escape' && setNavOpen(false);
    window.addEventListener('keydown', close);
    return () => window.removeEventListener('keydown', close);
  }, [wide, navOpen]);

  return (
    <PageNavContext.Provider value={setPageNav}>
      <a className={styles.skip} href="#pageContent">
        {texts.skip}
      </a>
      <TopBar crumbs={breadcrumbs(pathname, pageNav)} navOpen={navOpen} onToggleNav={() => setNavOpen(!navOpen)} />
      <Notifications />
      <div className={styles.body}>
        {!wide && navOpen && <div className={styles.backdrop} onClick={() => setNavOpen(false)} />}
        {navOpen && <SideNav path={pathname} floating={!wide} onNavigate={() => !wide && setNavOpen(false)} />}
        <main id="pageContent" className={styles.main} tabIndex={-1}>
          {children}
        </main>
      </div>
    </PageNavContext.Provider>
  );
}

function useWideWindow(): boolean {
  const [wide, setWide] = useState(() => window.matchMedia(dockQuery).matches);
  useEffect(() => {
    const query = window.matchMedia(dockQuery);
    const update = () => setWide(query.matches);
    query.addEventListener('change', update);
    return () => query.removeEventListener('change', update);
  }, []);
  return wide;
}

const getStyles = (theme: GrafanaTheme2) => ({
  skip: css({
    position: 'fixed',
    zIndex: theme.zIndex.portal,
    top: -60,
    left: 8,
    padding: theme.spacing(1, 2),
    background: theme.colors.background.elevated,
    border: `1px solid ${theme.colors.primary.border}`,
    '&:focus': { top: 8 },
  }),
  body: css({ display: 'flex', minHeight: `calc(100vh - ${headerHeight}px)` }),
  main: css({
    display: 'flex',
    flexDirection: 'column',
    flex: 1,
    minWidth: 0,
    background: theme.colors.background.primary,
    outline: 'none',
  }),
  backdrop: css({
    position: 'fixed',
    inset: 0,
    top: headerHeight,
    zIndex: theme.zIndex.sidemenu - 1,
    background: theme.components.overlay.background,
  }),
});
