import React from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import type { RestoreTest } from '@vigie/contract/restore-tests';
import type { SignedDocument } from '@vigie/contract/signed-document';
import { Button, Stack, useStyles2 } from '@grafana/ui';
import { CopyText } from '../../components/CopyText';
import { FactList } from '../../components/FactList';
import { Panel } from '../../components/Panel';
import { ProblemAlert } from '../../components/ProblemAlert';
import { RelativeTime } from '../../components/RelativeTime';
import { downloadText } from '../../components/downloadText';
import { testIds } from '../../components/testIds';
import { useEvidence } from '../../data/restoreTests';
import { t } from '../../i18n/t';

/** The signed evidence: to keep, to print, and how to check it without Vigie. */
export function EvidencePanel({ test, evidence }: { test: RestoreTest; evidence: NonNullable<RestoreTest['evidence']> }) {
  const styles = useStyles2(getStyles);
  const load = useEvidence(test.id);
  const file = `evidence-${test.vmName}-${test.id}`;
  const download = (extension: string, textOf: (document: SignedDocument) => string) => () =>
    load.mutate(undefined, { onSuccess: (document) => downloadText(`${file}.${extension}`, textOf(document)) });
  return (
    <Panel title={t('evidence.title', 'Signed evidence')} data-testid={testIds.restoreTest.evidence}>
      <Stack direction="column" gap={2} alignItems="flex-start">
        <FactList
          facts={[
            { name: t('evidence.signed', 'Signed'), value: <RelativeTime instant={evidence.signedAt} /> },
            { name: 'SHA-256', value: <CopyText text={evidence.sha256} data-testid={testIds.restoreTest.evidenceHash} /> },
          ]}
        />
        {load.error && <ProblemAlert error={load.error} />}
        <Stack gap={1} wrap="wrap">
          <Button
            variant="secondary"
            icon="download-alt"
            disabled={load.isPending}
            onClick={download('json', (document) => `${JSON.stringify(document, null, 2)}\n`)}
            data-testid={testIds.restoreTest.downloadJson}
          >
            {t('evidence.json', 'Download the evidence (JSON)')}
          </Button>
          <Button
            variant="secondary"
            fill="outline"
            icon="file-alt"
            disabled={load.isPending}
            onClick={download('html', ({ html }) => html)}
            data-testid={testIds.restoreTest.downloadHtml}
          >
            {t('evidence.html', 'Download it for printing (HTML)')}
          </Button>
        </Stack>
        <details>
          <summary className={styles.summary}>{t('evidence.how', 'How to check it without trusting us')}</summary>
          <p className={styles.text}>
            {t(
              'evidence.how-text',
              'With Vigie’s source, one command checks hash and signature. With OpenSSL alone, the lines below do the same; compare the key id with the one that your provider has published (docs/evidence.md).',
            )}
          </p>
          <CopyText text={`npm run verify-evidence -- ${file}.json`} />
          <pre className={styles.commands}>{openssl(`${file}.json`)}</pre>
        </details>
      </Stack>
    </Panel>
  );
}

const openssl = (file: string): string =>
  [
    `jq -jr .canonical ${file} > document.json`,
    `jq -r .signature ${file} | base64 -d > document.sig`,
    `jq -r .publicKey ${file} > key.pem`,
    'openssl pkeyutl -verify -rawin -pubin -inkey key.pem -in document.json -sigfile document.sig',
  ].join('\n');

const getStyles = (theme: GrafanaTheme2) => ({
  summary: css({ cursor: 'pointer', color: theme.colors.text.secondary }),
  text: css({ margin: theme.spacing(1, 0), color: theme.colors.text.secondary, maxWidth: 860 }),
  commands: css({
    marginTop: theme.spacing(1),
    fontSize: theme.typography.bodySmall.fontSize,
    whiteSpace: 'pre-wrap',
    overflowWrap: 'anywhere',
  }),
});
