import React from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import type { Execution } from '@vigie/contract/executions';
import { TextLink, useStyles2 } from '@grafana/ui';
import { FactList } from '../../components/FactList';
import { Panel } from '../../components/Panel';
import { StateDot } from '../../components/StateDot';
import { testIds } from '../../components/testIds';
import { isOpen } from '../../data/executions';
import { useCan } from '../../data/me';
import { t } from '../../i18n/t';
import { executionStateText } from '../../texts/executionState';
import { urls } from '../../urls';
import { parameterText } from '../pra/parameterText';
import { RtoClock } from './RtoClock';

/** State, what it is about, how far it is, and the clock. */
export function ExecutionHeader({ execution }: { execution: Execution }) {
  const styles = useStyles2(getStyles);
  const mayAct = useCan('runbook:execute');
  // Aborting leaves out all that was still to come.
  const over = execution.state === 'aborted' ? ['done'] : ['done', 'skipped'];
  const ended = execution.steps.filter(({ state }) => over.includes(state)).length;
  return (
    <Panel>
      <div className={styles.root}>
        <FactList
          facts={[
            {
              name: t('list.state', 'State'),
              value: (
                <StateDot {...executionStateText(execution.state)} data-testid={testIds.execution.state} data-state={execution.state} />
              ),
            },
            ...(execution.parameters.length > 0
              ? [{ name: t('executions.about', 'About'), value: parameterText(execution.parameters) }]
              : []),
            {
              name: t('execution.progress', 'Steps behind us'),
              value: t('execution.steps-ended', '{{ended}} of {{total}}', { ended, total: execution.steps.length }),
            },
            {
              name: t('executions.runbook', 'Runbook'),
              value: <TextLink href={urls.runbook(execution.runbook)}>{t('execution.read-runbook', 'Read it')}</TextLink>,
            },
          ]}
        />
        <RtoClock execution={execution} />
      </div>
      {!mayAct && isOpen(execution) && (
        <p className={styles.watching} data-testid={testIds.execution.watching}>
          {t('execution.watching', 'You are watching: this page follows by itself. Only an administrator of the operator may act.')}
        </p>
      )}
    </Panel>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  root: css({ display: 'flex', flexWrap: 'wrap', justifyContent: 'space-between', gap: theme.spacing(2, 4) }),
  watching: css({ margin: theme.spacing(2, 0, 0), color: theme.colors.text.secondary }),
});
