import React from 'react';
import { css, cx } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import type { RunbookStep } from '@vigie/contract/runbooks';
import { Icon, useStyles2 } from '@grafana/ui';
import { t } from '../../i18n/t';
import { runbookStepKindText } from '../../texts/runbookStepKind';

/** Who does a step, and whether it destroys. */
export function StepTags({ step: { kind, destructive } }: { step: Pick<RunbookStep, 'kind' | 'destructive'> }) {
  const styles = useStyles2(getStyles);
  return (
    <span className={styles.tags}>
      <span className={styles.tag}>{runbookStepKindText(kind)}</span>
      {destructive && (
        <span className={cx(styles.tag, styles.destructive)}>
          <Icon name="exclamation-triangle" size="xs" aria-hidden /> {t('runbook.destructive', 'Destructive')}
        </span>
      )}
    </span>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  tags: css({ display: 'inline-flex', flexWrap: 'wrap', gap: theme.spacing(0.5) }),
  tag: css({
    display: 'inline-flex',
    alignItems: 'center',
    gap: theme.spacing(0.5),
    padding: theme.spacing(0, 1),
    borderRadius: theme.shape.radius.pill,
    border: `1px solid ${theme.colors.border.medium}`,
    color: theme.colors.text.secondary,
    fontSize: theme.typography.bodySmall.fontSize,
    fontWeight: theme.typography.fontWeightRegular,
    whiteSpace: 'nowrap',
  }),
  destructive: css({ borderColor: theme.colors.error.border, color: theme.colors.error.text }),
});
