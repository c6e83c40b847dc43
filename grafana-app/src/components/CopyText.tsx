import React, { useEffect, useState } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { IconButton, useStyles2 } from '@grafana/ui';
import { t } from '../i18n/t';
import { copyToClipboard } from './copyToClipboard';

interface Props {
  text: string;
  'data-testid'?: string;
}

/** An address, VMID or command: monospace, with a button that copies it. */
export function CopyText({ text, ...hooks }: Props) {
  const styles = useStyles2(getStyles);
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (copied) {
      const timer = setTimeout(() => setCopied(false), 2000);
      return () => clearTimeout(timer);
    }
    return undefined;
  }, [copied]);
  const label = copied ? t('copy.done', 'Copied') : t('copy.copy', 'Copy {{text}}', { text });
  return (
    <span className={styles.root}>
      <code className={styles.code} {...hooks}>
        {text}
      </code>
      <IconButton
        name={copied ? 'check' : 'copy'}
        size="sm"
        tooltip={label}
        onClick={async (event) => {
          event.stopPropagation();
          setCopied(await copyToClipboard(text));
        }}
      />
    </span>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  root: css({ display: 'inline-flex', alignItems: 'center', gap: theme.spacing(0.5), maxWidth: '100%' }),
  code: css({
    fontFamily: theme.typography.fontFamilyMonospace,
    fontSize: theme.typography.bodySmall.fontSize,
    color: theme.colors.text.primary,
    background: 'transparent',
    border: 'none',
    padding: 0,
    margin: 0,
    overflowWrap: 'break-word',
    whiteSpace: 'inherit',
  }),
});
