import React from 'react';
import { useParams } from 'react-router-dom';
import { Button, Stack } from '@grafana/ui';
import { Page } from '../components/Page';
import { testIds } from '../components/testIds';
import { useRunbook } from '../data/runbooks';
import { t } from '../i18n/t';
import { urls } from '../urls';
import { StartButtons } from './pra/StartButtons';
import { RunbookDetail } from './runbook/RunbookDetail';

/** "What does this runbook do, step by step?" On paper it is the card for the day when this page is down. */
export default function RunbookPage() {
  const { slug = '' } = useParams();
  const { data } = useRunbook(slug);
  const actions = data && (
    <Stack gap={1} wrap="wrap">
      <Button variant="secondary" icon="file-alt" onClick={() => window.print()} data-testid={testIds.runbook.print}>
        {t('runbook.print', 'Print the card')}
      </Button>
      <StartButtons slug={slug} main />
    </Stack>
  );
  return (
    <Page
      title={data?.title ?? t('runbook.title', 'Runbook')}
      url={urls.runbook(slug)}
      parent={{ text: t('pra.title', 'PRA'), url: urls.pra }}
      subTitle={data?.covers}
      actions={actions}
      capability="runbook:read"
    >
      <RunbookDetail slug={slug} />
    </Page>
  );
}
