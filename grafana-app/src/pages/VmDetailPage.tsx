import React from 'react';
import { useParams } from 'react-router-dom';
import { Page } from '../components/Page';
import { useVm } from '../data/vms';
import { t } from '../i18n/t';
import { urls } from '../urls';
import { VmDetail } from './vms/VmDetail';

/** "How do I reach this machine, and what is it?" */
export default function VmDetailPage() {
  const { id = '' } = useParams();
  const { data } = useVm(id);
  return (
    <Page
      title={data?.name ?? t('vm.title', 'Virtual machine')}
      url={urls.vm(id)}
      parent={{ text: t('vms.title', 'Virtual machines'), url: urls.vms }}
      capability="vm:read"
    >
      <VmDetail id={id} />
    </Page>
  );
}
