import React, { useMemo } from 'react';
import { css, cx } from '@emotion/css';
import { renderMarkdown, type GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';

/** Markdown of the operator, as Grafana's text panel shows it. Grafana's renderer removes scripts, handlers and foreign styles. */
export function Markdown({ text }: { text: string }) {
  const styles = useStyles2(getStyles);
  const html = useMemo(() => withoutFileLinks(renderMarkdown(text)), [text]);
  return <div className={cx('markdown-html', styles.text)} dangerouslySetInnerHTML={{ __html: html }} />;
}

/** A link to a file beside the Markdown leads nowhere from here: its words stay. Others open beside this page. */
function withoutFileLinks(html: string): string {
  const { body } = new DOMParser().parseFromString(html, 'text/html');
  for (const link of body.querySelectorAll('a')) {
    if (/^(https?:|mailto:|tel:)/i.test(link.getAttribute('href') ?? '')) {
      link.target = '_blank';
      link.rel = 'noopener noreferrer';
    } else {
      link.replaceWith(...link.childNodes);
    }
  }
  return body.innerHTML;
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
    a: { textDecoration: 'underline' },
    '& > :last-child': { marginBottom: 0 },
  }),
});
