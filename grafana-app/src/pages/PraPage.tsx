import React from 'react';
import { Page } from '../components/Page';
import { t } from '../i18n/t';
import { urls } from '../urls';
import { Pra } from './pra/Pra';

/** "If it happens now, what do I do?" */
export default function PraPage() {
  return (
    <Page
      title={t('pra.title', 'PRA')}
      url={urls.pra}
      subTitle={t('pra.subtitle', 'Disaster recovery: if it happens now, what do I do?')}
      capability="runbook:read"
    >
      <Pra />
    </Page>
  );
}
