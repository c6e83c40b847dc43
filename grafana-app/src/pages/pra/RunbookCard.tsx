import React from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import type { RunbookSummary } from '@vigie/contract/runbooks';
import { TextLink, useStyles2 } from '@grafana/ui';
import { FactList } from '../../components/FactList';
import { testIds } from '../../components/testIds';
import { formatDuration } from '../../format/duration';
import { t } from '../../i18n/t';
import { urls } from '../../urls';
import { LastRehearsal } from './LastRehearsal';
import { StartButtons } from './StartButtons';
import { stepCount } from './stepCount';

/** One scenario: what it covers, in what time, when it was last rehearsed, and how to start it. */
export function RunbookCard({ runbook }: { runbook: RunbookSummary }) {
  const styles = useStyles2(getStyles);
  return (
    <article className={styles.card} data-testid={testIds.pra.card} data-slug={runbook.slug}>
      <h3 className={styles.title}>
        <TextLink href={urls.runbook(runbook.slug)} color="primary" inline={false}>
          {runbook.title}
        </TextLink>
      </h3>
      <p className={styles.covers}>{runbook.covers}</p>
      <div className={styles.facts}>
        <FactList
          facts={[
            { name: t('runbook.rto', 'RTO'), value: formatDuration(runbook.rtoMinutes * 60) },
            { name: t('runbook.steps', 'Steps'), value: stepCount(runbook.steps, runbook.destructiveSteps) },
            { name: t('runbook.last-rehearsal', 'Last rehearsal'), value: <LastRehearsal runbook={runbook} /> },
          ]}
        />
      </div>
      <StartButtons slug={runbook.slug} />
    </article>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  card: css({
    display: 'flex',
    flexDirection: 'column',
    padding: theme.spacing(2),
    background: theme.colors.background.primary,
    border: `1px solid ${theme.colors.border.weak}`,
    borderRadius: theme.shape.radius.default,
  }),
  title: css({ fontSize: theme.typography.h5.fontSize, margin: theme.spacing(0, 0, 1) }),
  covers: css({ color: theme.colors.text.secondary, margin: theme.spacing(0, 0, 2) }),
  // Buttons of neighbours stand on one line.
  facts: css({ marginBottom: 'auto', paddingBottom: theme.spacing(2) }),
});
