import React, { useMemo } from 'react';
import { renderMarkdown } from '@grafana/data';

/** Markdown of the operator, as Grafana's text panel shows it. Grafana's renderer removes scripts, handlers and foreign styles. */
export function Markdown({ text }: { text: string }) {
  const html = useMemo(() => renderMarkdown(text), [text]);
  return <div className="markdown-html" dangerouslySetInnerHTML={{ __html: html }} />;
}
