import React from 'react';
import { Page } from '../components/Page';
import { t } from '../i18n/t';
import { urls } from '../urls';
import { DriftList } from './drift/DriftList';

/** "Does Proxmox hold what Vigie believes, and what do I do where it does not?" */
export default function DriftPage() {
  return (
    <Page
      title={t('drift.title', 'Differences with Proxmox')}
      url={urls.drift}
      parent={{ text: t('vms.title', 'Virtual machines'), url: urls.vms }}
      subTitle={t('drift.hint', 'Vigie changes none of this by itself: what is not proven to be its own, it does not touch.')}
      capability="drift:read"
    >
      <DriftList />
    </Page>
  );
}
