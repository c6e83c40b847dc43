import React, { type ReactNode } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';

/** A value with a note below: what was promised, when it comes next. `bad`: the promise is not kept. */
export function NotedValue({ note, bad = false, children }: { note: ReactNode; bad?: boolean; children: ReactNode }) {
  const styles = useStyles2(getStyles);
  return (
    <>
      <span className={bad ? styles.bad : undefined}>{children}</span>
      <span className={styles.note}>{note}</span>
    </>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  bad: css({ color: theme.colors.error.text, fontWeight: theme.typography.fontWeightMedium }),
  note: css({ display: 'block', color: theme.colors.text.secondary, fontSize: theme.typography.bodySmall.fontSize }),
});
