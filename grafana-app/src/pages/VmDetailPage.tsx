import React from 'react';
import { useParams } from 'react-router-dom';
import { Page } from '../components/Page';
import { useVm } from '../data/vms';
import { t } from '../i18n/t';
import { urls } from '../urls';
import { VmActions } from './vms/VmActions';
import { VmDetail } from './vms/VmDetail';

/** "How is this machine, how do I reach it, and what can I do with it?" */
export default function VmDetailPage() {
  const { id = '' } = useParams();
  const { data } = useVm(id);
  return (
    <Page
      title={data?.name ?? t('vm.title', 'Virtual machine')}
      url={urls.vm(id)}
      parent={{ text: t('vms.title', 'Virtual machines'), url: urls.vms }}
      actions={data && <VmActions vm={data} />}
      capability="vm:read"
    >
      <VmDetail id={id} />
    </Page>
  );
}
