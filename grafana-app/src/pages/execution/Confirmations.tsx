import React from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import type { ExecutionStep } from '@vigie/contract/executions';
import { useStyles2 } from '@grafana/ui';
import { StepMark } from '../../components/StepMark';
import { testIds } from '../../components/testIds';
import { useMe } from '../../data/me';
import { t } from '../../i18n/t';

/** Who confirmed a step, and who is still needed. */
export function Confirmations({ step: { confirmedBy, neededConfirmations, state } }: { step: ExecutionStep }) {
  const styles = useStyles2(getStyles);
  const login = useMe().data?.login;
  const missing = Math.max(0, neededConfirmations - confirmedBy.length);
  const waits = state === 'awaiting-confirmation';
  return (
    <div className={styles.root} data-testid={testIds.execution.confirmations}>
      <h3 className={styles.title}>
        {t('confirm.title', 'Confirmations: {{given}} of {{needed}}', { given: confirmedBy.length, needed: neededConfirmations })}
      </h3>
      <ul className={styles.list}>
        {confirmedBy.map((who) => (
          <li key={who} className={styles.person}>
            <StepMark state="done" /> {who === login ? t('confirm.you', '{{who}} (you)', { who }) : who}
          </li>
        ))}
        {Array.from({ length: missing }, (_, index) => (
          <li key={index} className={styles.person}>
            <StepMark state={waits ? 'waiting' : 'pending'} />
            {confirmedBy.length + index === 0
              ? t('confirm.first', 'A person who may execute runbooks')
              : t('confirm.another', 'Another person')}
          </li>
        ))}
      </ul>
      {waits && login !== undefined && confirmedBy.includes(login) && missing > 0 && (
        <p className={styles.other} role="status">
          {t('confirm.other-needed', 'You have confirmed. Somebody else must confirm too: send them the address of this page.')}
        </p>
      )}
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  root: css({ marginBottom: theme.spacing(2) }),
  title: css({ fontSize: theme.typography.body.fontSize, marginBottom: theme.spacing(1) }),
  list: css({ display: 'flex', flexWrap: 'wrap', gap: theme.spacing(0.5, 3), listStyle: 'none', margin: 0, padding: 0 }),
  person: css({ display: 'inline-flex', alignItems: 'center', gap: theme.spacing(1) }),
  other: css({ margin: theme.spacing(1, 0, 0), color: theme.colors.warning.text }),
});
