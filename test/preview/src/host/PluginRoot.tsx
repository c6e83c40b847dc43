import { PluginContextProvider, type AppPlugin, type AppPluginMeta } from '@grafana/data';
import { EmptyState, ErrorBoundaryAlert, LinkButton } from '@grafana/ui';
import { Navigate, Route, Routes, useLocation } from 'react-router-dom-v5-compat';
import { boot } from './boot.ts';
import { PluginPage } from './chrome/PluginPage.tsx';
import { texts } from './chrome/texts.ts';

/** Grafana's addresses for an app plugin: its own pages under /a, its configuration under /plugins. */
export function PluginRoot({ plugin }: { plugin: AppPlugin }) {
  return (
    <PluginContextProvider meta={boot.plugin}>
      <Routes>
        <Route path="/" element={<Navigate to={boot.plugin.defaultNavUrl} replace />} />
        <Route path={`/a/${boot.plugin.id}/*`} element={<AppPages plugin={plugin} />} />
        <Route path={`/plugins/${boot.plugin.id}`} element={<ConfigPage plugin={plugin} />} />
        <Route path="*" element={<NotFound />} />
      </Routes>
    </PluginContextProvider>
  );
}

function AppPages({ plugin }: { plugin: AppPlugin }) {
  const { pathname, search } = useLocation();
  const Root = plugin.root;
  if (!Root) return <NotFound />;
  return (
    <ErrorBoundaryAlert boundaryName="plugin" style="page">
      <Root
        meta={boot.plugin as AppPluginMeta}
        basename={`/a/${boot.plugin.id}`}
        onNavChanged={() => undefined}
        query={Object.fromEntries(new URLSearchParams(search))}
        path={pathname}
      />
    </ErrorBoundaryAlert>
  );
}

function ConfigPage({ plugin }: { plugin: AppPlugin }) {
  const { pathname, search } = useLocation();
  const pages = plugin.configPages ?? [];
  const page = pages.find(({ id }) => id === new URLSearchParams(search).get('page')) ?? pages[0];
  if (!page || boot.grafana.user.orgRole !== 'Admin') return <NotFound />;
  const Body = page.body;
  const tabs = pages.length > 1 && pages.map(({ id, title }) => ({ text: title, url: `${pathname}?page=${id}`, active: id === page.id }));
  return (
    <PluginPage
      pageNav={{
        text: boot.plugin.name,
        subTitle: boot.plugin.info.description,
        img: boot.plugin.info.logos.large,
        hideFromBreadcrumbs: true,
        ...(tabs && { children: tabs }),
      }}
    >
      <ErrorBoundaryAlert boundaryName="plugin-config">
        <Body plugin={plugin} query={Object.fromEntries(new URLSearchParams(search))} />
      </ErrorBoundaryAlert>
    </PluginPage>
  );
}

function NotFound() {
  return (
    <PluginPage pageNav={{ text: texts.notFoundTitle }}>
      <EmptyState
        variant="not-found"
        message={texts.notFound}
        button={<LinkButton href={boot.plugin.defaultNavUrl}>{texts.goHome}</LinkButton>}
      />
    </PluginPage>
  );
}
