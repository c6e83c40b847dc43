import React from 'react';
import { useParams } from 'react-router-dom';
import { Page } from '../components/Page';
import { useExecution } from '../data/executions';
import { t } from '../i18n/t';
import { urls } from '../urls';
import { AbortButton } from './execution/AbortButton';
import { ExecutionDetail } from './execution/ExecutionDetail';

/** "What do I do now, and how much time is left?" */
export default function ExecutionPage() {
  const { id = '' } = useParams();
  const { data } = useExecution(id);
  return (
    <Page
      title={data?.title ?? t('execution.title', 'Guided execution')}
      url={urls.execution(id)}
      parent={{ text: t('pra.title', 'PRA'), url: urls.pra }}
      actions={data && <AbortButton execution={data} />}
      capability="runbook:read"
    >
      <ExecutionDetail id={id} />
    </Page>
  );
}
