import React from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import type { RunbookStep } from '@vigie/contract/runbooks';
import { useStyles2 } from '@grafana/ui';
import { testIds } from '../../components/testIds';
import { formatDuration } from '../../format/duration';
import { t } from '../../i18n/t';
import { StepTags } from './StepTags';

/** The plan as people read it: what to do, what must be true after it, how long it may take. */
export function RunbookSteps({ steps }: { steps: RunbookStep[] }) {
  const styles = useStyles2(getStyles);
  return (
    <ol className={styles.steps}>
      {steps.map((step, index) => (
        <li
          key={step.id}
          className={styles.step}
          data-testid={testIds.runbook.step}
          data-step={step.id}
          data-kind={step.kind}
          data-destructive={step.destructive}
        >
          <span aria-hidden className={styles.number}>
            {index + 1}
          </span>
          <div className={styles.body}>
            <h3 className={styles.title}>
              {step.title} <StepTags step={step} />
            </h3>
            <p className={styles.instruction}>{step.instruction}</p>
            {step.options.length > 0 && (
              <ul className={styles.options}>
                {step.options.map(({ id, label }) => (
                  <li key={id}>{label}</li>
                ))}
              </ul>
            )}
            <dl className={styles.facts}>
              <div>
                <dt>{t('runbook.expected', 'Done when')}</dt>
                <dd>{step.expected}</dd>
              </div>
              <div>
                <dt>{t('runbook.limit', 'At most')}</dt>
                <dd>{formatDuration(step.timeoutMinutes * 60)}</dd>
              </div>
              {step.destructive && (
                <div>
                  <dt>{t('runbook.confirmed-by', 'Confirmed by')}</dt>
                  <dd>{t('runbook.two-persons', 'two persons, one in a rehearsal')}</dd>
                </div>
              )}
            </dl>
            <div className={`vigie-print-only ${styles.paper}`}>
              {t('runbook.paper', '☐ Done at ____________ by ______________________')}
              {step.destructive && <> {t('runbook.paper-second', 'and ______________________')}</>}
            </div>
          </div>
        </li>
      ))}
    </ol>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  steps: css({ listStyle: 'none', margin: 0, padding: 0 }),
  step: css({
    display: 'flex',
    gap: theme.spacing(2),
    padding: theme.spacing(1.5, 0),
    '&:first-child': { paddingTop: 0 },
    '&:not(:last-child)': { borderBottom: `1px solid ${theme.colors.border.weak}` },
  }),
  number: css({
    flex: '0 0 28px',
    height: 28,
    display: 'inline-flex',
    alignItems: 'center',
    justifyContent: 'center',
    borderRadius: theme.shape.radius.circle,
    border: `2px solid ${theme.colors.border.medium}`,
    fontWeight: theme.typography.fontWeightMedium,
  }),
  body: css({ flex: 1, minWidth: 0 }),
  title: css({
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(0.5, 1),
    fontSize: theme.typography.body.fontSize,
    margin: theme.spacing(0.5, 0, 0.5),
  }),
  instruction: css({ margin: theme.spacing(0, 0, 1), whiteSpace: 'pre-line' }),
  options: css({ margin: theme.spacing(0, 0, 1, 3) }),
  facts: css({
    display: 'flex',
    flexWrap: 'wrap',
    gap: theme.spacing(0.5, 3),
    margin: 0,
    fontSize: theme.typography.bodySmall.fontSize,
    color: theme.colors.text.secondary,
    '& > div': { display: 'flex', gap: theme.spacing(0.75) },
    dt: { fontWeight: theme.typography.fontWeightMedium, whiteSpace: 'nowrap' },
    dd: { margin: 0 },
  }),
  paper: css({ marginTop: theme.spacing(1.5) }),
});
