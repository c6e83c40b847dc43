import React from 'react';
import { css } from '@emotion/css';
import { useStyles2 } from '@grafana/ui';

/** Says a text to screen readers whenever it changes, without showing it. */
export function SpokenStatus({ text }: { text: string }) {
  const styles = useStyles2(getStyles);
  return (
    <div role="status" className={styles.hidden}>
      {text}
    </div>
  );
}

const getStyles = () => ({
  hidden: css({ position: 'absolute', width: 1, height: 1, margin: -1, overflow: 'hidden', clipPath: 'inset(50%)', whiteSpace: 'nowrap' }),
});
