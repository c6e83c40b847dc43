import React, { useMemo } from 'react';
import { css, cx } from '@emotion/css';
import { renderMarkdown, type GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';

/** Markdown of the operator, as Grafana's text panel shows it. Grafana's renderer removes scripts, handlers and foreign styles. */
export function Markdown({ text }: { text: string }) {
  const html = useMemo(() => renderMarkdown(text), [text]);
  const styles = useStyles2(getStyles);
  return <div className={cx('markdown-html', styles.text)} dangerouslySetInnerHTML={{ __html: html }} />;
}

const getStyles = (theme: GrafanaTheme2) => ({
  // Its headings stand below the panel's own.
  text: css({
    'h1, h2, h3, h4': {
      fontSize: theme.typography.body.fontSize,
      fontWeight: theme.typography.fontWeightMedium,
      margin: theme.spacing(2, 0, 1),
    },
    'ol, ul': { paddingLeft: 0, marginLeft: theme.spacing(2.5) },
    '& > :last-child': { marginBottom: 0 },
  }),
});
