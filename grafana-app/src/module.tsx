import React, { Suspense, lazy } from 'react';
import { AppPlugin, type AppPluginMeta, type PluginConfigPageProps } from '@grafana/data';
import { LoadingPlaceholder } from '@grafana/ui';

// Translations load inside lazy(): a top-level await would turn this AMD module into a promise that has no `plugin`.
const LazyApp = lazy(async () => {
  const { initTranslations } = await import('./i18n/init');
  await initTranslations();
  return import('./components/App/App');
});

const LazyAppConfig = lazy(async () => {
  const { initTranslations } = await import('./i18n/init');
  await initTranslations();
  return import('./components/AppConfig/AppConfig');
});

const App = () => (
  <Suspense fallback={<LoadingPlaceholder text="" />}>
    <LazyApp />
  </Suspense>
);

const AppConfig = (props: PluginConfigPageProps<AppPluginMeta>) => (
  <Suspense fallback={<LoadingPlaceholder text="" />}>
    <LazyAppConfig {...props} />
  </Suspense>
);

export const plugin = new AppPlugin().setRootPage(App).addConfigPage({
  title: 'Configuration',
  icon: 'cog',
  body: AppConfig,
  id: 'configuration',
});
