import React from 'react';
import { Page } from '../components/Page';
import { useSyncBastion } from '../data/bastion';
import { useCan } from '../data/me';
import { t } from '../i18n/t';
import { urls } from '../urls';
import { BastionButton } from './drift/BastionButton';
import { BastionResult } from './drift/BastionResult';
import { DriftList } from './drift/DriftList';

/** "Does Proxmox hold what Vigie believes, and what do I do where it does not?" */
export default function DriftPage() {
  const sync = useSyncBastion();
  const canSync = useCan('bastion:sync');
  return (
    <Page
      title={t('drift.title', 'Differences with Proxmox')}
      url={urls.drift}
      parent={{ text: t('vms.title', 'Virtual machines'), url: urls.vms }}
      subTitle={t('drift.hint', 'Vigie changes none of this by itself: what is not proven to be its own, it does not touch.')}
      actions={canSync && <BastionButton sync={sync} />}
      capability="drift:read"
    >
      {sync.data && <BastionResult result={sync.data} onClose={sync.reset} />}
      <DriftList />
    </Page>
  );
}
