import React, { type ReactNode } from 'react';
import { css, cx } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import type { StepReason } from '@vigie/contract/step-reasons';
import { useStyles2 } from '@grafana/ui';
import { stepReasonText } from '../texts/stepReason';
import { TechnicalDetails } from './TechnicalDetails';

interface Props {
  reason: StepReason & { consequence?: StepReason | undefined; technical?: string | undefined };
  /** It is tried again by itself, or nothing is broken: nothing is lost yet. */
  passing: boolean;
  children?: ReactNode;
  'data-testid'?: string;
}

/** Why something failed or does not go on, and what follows from that, in words, with the technical text folded below. */
export function ReasonBox({ reason, passing, children, ...hooks }: Props) {
  const styles = useStyles2(getStyles);
  return (
    <div className={cx(styles.box, passing && styles.passing)} role={passing ? undefined : 'alert'} {...hooks}>
      <div>{stepReasonText(reason)}</div>
      {reason.consequence && <div className={styles.consequence}>{stepReasonText(reason.consequence)}</div>}
      {children}
      {reason.technical !== undefined && <TechnicalDetails text={reason.technical} />}
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  box: css({
    marginTop: theme.spacing(1),
    padding: theme.spacing(1, 1.5),
    background: theme.colors.error.transparent,
    borderLeft: `2px solid ${theme.colors.error.main}`,
    borderRadius: theme.shape.radius.default,
  }),
  consequence: css({ marginTop: theme.spacing(0.5), fontWeight: theme.typography.fontWeightMedium }),
  passing: css({ background: theme.colors.warning.transparent, borderLeftColor: theme.colors.warning.main }),
});
