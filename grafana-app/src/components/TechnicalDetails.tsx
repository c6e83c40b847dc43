import React, { useState } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Button, useStyles2 } from '@grafana/ui';
import { t } from '../i18n/t';
import { copyToClipboard } from './copyToClipboard';

/** The technical lines of an error, folded, with a copy button. */
export function TechnicalDetails({ text }: { text: string }) {
  const styles = useStyles2(getStyles);
  const [copied, setCopied] = useState(false);
  return (
    <details className={styles.root}>
      <summary className={styles.summary}>{t('technical.title', 'Technical details')}</summary>
      <pre className={styles.text}>{text}</pre>
      <Button
        size="sm"
        variant="secondary"
        fill="text"
        icon={copied ? 'check' : 'copy'}
        onClick={async () => setCopied(await copyToClipboard(text))}
      >
        {copied ? t('copy.done', 'Copied') : t('technical.copy', 'Copy details')}
      </Button>
    </details>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  root: css({ width: '100%' }),
  summary: css({ cursor: 'pointer', color: theme.colors.text.secondary, fontSize: theme.typography.bodySmall.fontSize }),
  text: css({
    margin: theme.spacing(1, 0, 0.5),
    padding: theme.spacing(1),
    fontSize: theme.typography.bodySmall.fontSize,
    whiteSpace: 'pre-wrap',
    overflowWrap: 'anywhere',
    maxHeight: 240,
    overflow: 'auto',
  }),
});
