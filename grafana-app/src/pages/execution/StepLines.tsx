import React from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import type { ExecutionStep } from '@vigie/contract/executions';
import { useStyles2 } from '@grafana/ui';
import { CopyText } from '../../components/CopyText';
import { testIds } from '../../components/testIds';

/** What a step found out, and the commands to run with the real names in them. */
export function StepLines({ lines }: { lines: ExecutionStep['lines'] }) {
  const styles = useStyles2(getStyles);
  if (lines.length === 0) {
    return null;
  }
  return (
    <ul className={styles.list}>
      {lines.map(({ text, command }, index) => (
        <li key={index} className={command ? styles.command : styles.text} data-testid={testIds.execution.line} data-command={command}>
          {command ? <CopyText text={text} /> : text}
        </li>
      ))}
    </ul>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  list: css({ listStyle: 'none', margin: theme.spacing(0, 0, 2), padding: 0 }),
  text: css({ padding: theme.spacing(0.5, 0) }),
  command: css({
    margin: theme.spacing(0.5, 0),
    padding: theme.spacing(0.75, 1.5),
    background: theme.colors.background.secondary,
    borderLeft: `3px solid ${theme.colors.border.strong}`,
    borderRadius: theme.shape.radius.default,
    whiteSpace: 'pre-wrap',
    overflowWrap: 'anywhere',
    '& > span': { display: 'flex', justifyContent: 'space-between' },
  }),
});
