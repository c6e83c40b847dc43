import React from 'react';
import { Page } from '../components/Page';
import { t } from '../i18n/t';
import { urls } from '../urls';
import { Overview } from './overview/Overview';

/** "Is anything wrong, and is anything waiting for me?" */
export default function OverviewPage() {
  return (
    <Page
      title={t('overview.title', 'Overview')}
      subTitle={t('overview.question', 'Is anything wrong, and is anything waiting for me?')}
      url={urls.overview}
      capability="vm:read"
    >
      <Overview />
    </Page>
  );
}
