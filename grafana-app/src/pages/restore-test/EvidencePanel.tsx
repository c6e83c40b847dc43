import React from 'react';
import type { RestoreTest } from '@vigie/contract/restore-tests';
import { Stack } from '@grafana/ui';
import { CopyText } from '../../components/CopyText';
import { FactList } from '../../components/FactList';
import { Panel } from '../../components/Panel';
import { RelativeTime } from '../../components/RelativeTime';
import { SignedDocumentDownloads } from '../../components/SignedDocumentDownloads';
import { testIds } from '../../components/testIds';
import { useEvidence } from '../../data/restoreTests';
import { t } from '../../i18n/t';

/** The signed evidence: to keep, to print, and how to check it without Vigie. */
export function EvidencePanel({ test, evidence }: { test: RestoreTest; evidence: NonNullable<RestoreTest['evidence']> }) {
  const load = useEvidence(test.id);
  return (
    <Panel title={t('evidence.title', 'Signed evidence')} data-testid={testIds.restoreTest.evidence}>
      <Stack direction="column" gap={2} alignItems="flex-start">
        <FactList
          facts={[
            { name: t('evidence.signed', 'Signed'), value: <RelativeTime instant={evidence.signedAt} /> },
            { name: 'SHA-256', value: <CopyText text={evidence.sha256} data-testid={testIds.restoreTest.evidenceHash} /> },
          ]}
        />
        <SignedDocumentDownloads
          load={load}
          file={`evidence-${test.vmName}-${test.id}`}
          jsonText={t('evidence.json', 'Download the evidence (JSON)')}
          htmlText={t('evidence.html', 'Download it for printing (HTML)')}
          ids={{ json: testIds.restoreTest.downloadJson, html: testIds.restoreTest.downloadHtml }}
        />
      </Stack>
    </Panel>
  );
}
