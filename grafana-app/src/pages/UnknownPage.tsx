import React from 'react';
import { PluginPage } from '@grafana/runtime';
import { NotFound } from '../components/NotFound';
import { t } from '../i18n/t';
import { urls } from '../urls';

export function UnknownPage() {
  return (
    <PluginPage pageNav={{ text: t('unknown-page.title', 'Page not found') }}>
      <NotFound
        message={t('unknown-page.message', 'There is no page at this address')}
        backTo={urls.overview}
        backText={t('overview.back', 'To the overview')}
      />
    </PluginPage>
  );
}
