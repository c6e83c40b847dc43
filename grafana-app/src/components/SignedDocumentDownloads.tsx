import React from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import type { UseMutationResult } from '@tanstack/react-query';
import type { SignedDocument } from '@vigie/contract/signed-document';
import { Button, Stack, useStyles2 } from '@grafana/ui';
import { t } from '../i18n/t';
import { CopyText } from './CopyText';
import { downloadText } from './downloadText';
import { ProblemAlert } from './ProblemAlert';

interface Props {
  /** Asks for the document. */
  load: UseMutationResult<SignedDocument, Error, void>;
  /** The name of the files, without what follows the dot. */
  file: string;
  jsonText: string;
  htmlText: string;
  ids: { json: string; html: string };
}

/** A signed document to keep and to print, and how to check it without Vigie. */
export function SignedDocumentDownloads({ load, file, jsonText, htmlText, ids }: Props) {
  const styles = useStyles2(getStyles);
  const download = (extension: string, textOf: (document: SignedDocument) => string) => () =>
    load.mutate(undefined, { onSuccess: (document) => downloadText(`${file}.${extension}`, textOf(document)) });
  return (
    <Stack direction="column" gap={2} alignItems="flex-start">
      {load.error && <ProblemAlert error={load.error} />}
      <Stack gap={1} wrap="wrap">
        <Button
          variant="secondary"
          icon="download-alt"
          disabled={load.isPending}
          onClick={download('json', (document) => `${JSON.stringify(document, null, 2)}\n`)}
          data-testid={ids.json}
        >
          {jsonText}
        </Button>
        <Button
          variant="secondary"
          fill="outline"
          icon="file-alt"
          disabled={load.isPending}
          onClick={download('html', ({ html }) => html)}
          data-testid={ids.html}
        >
          {htmlText}
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
