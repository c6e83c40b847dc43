import React from 'react';
import { LinkButton } from '@grafana/ui';
import { Page } from '../components/Page';
import { testIds } from '../components/testIds';
import { useDrift } from '../data/drift';
import { useCan } from '../data/me';
import { useSyncVms } from '../data/vms';
import { t } from '../i18n/t';
import { urls } from '../urls';
import { SyncButton } from './vms/SyncButton';
import { SyncResultNotice } from './vms/SyncResultNotice';
import { VmList } from './vms/VmList';

/** "Which machines are there, how are they, and what can I do with them?" */
export default function VmsPage() {
  const sync = useSyncVms();
  const canRead = useCan('vm:read');
  const canOrder = useCan('order:create');
  const seesDrift = useCan('drift:read');
  const actions = (
    <>
      {seesDrift && <DriftLink />}
      {canRead && <SyncButton sync={sync} />}
      {canOrder && (
        <LinkButton href={urls.newOrder} icon="plus">
          {t('orders.new', 'Order a VM')}
        </LinkButton>
      )}
    </>
  );
  return (
    <Page title={t('vms.title', 'Virtual machines')} url={urls.vms} actions={actions} capability="vm:read">
      {sync.data && <SyncResultNotice result={sync.data} onClose={sync.reset} />}
      <VmList />
    </Page>
  );
}

/** To where Proxmox and Vigie differ; with their number when there are any. */
function DriftLink() {
  const count = useDrift().data?.pages[0]?.items.length ?? 0;
  return (
    <LinkButton
      href={urls.drift}
      variant="secondary"
      icon={count > 0 ? 'exclamation-triangle' : 'code-branch'}
      data-testid={testIds.vms.drift}
      data-count={count}
    >
      {count > 0 ? t('vms.differences', 'Differences: {{count}}', { count }) : t('vms.no-differences', 'Differences')}
    </LinkButton>
  );
}
