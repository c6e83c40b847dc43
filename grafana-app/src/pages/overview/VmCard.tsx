import React from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import type { Overview } from '@vigie/contract/overview';
import { vmState } from '@vigie/contract/vms';
import { useStyles2 } from '@grafana/ui';
import { StateDot } from '../../components/StateDot';
import { testIds } from '../../components/testIds';
import { t } from '../../i18n/t';
import { vmStateText } from '../../texts/vmState';
import { urls } from '../../urls';
import { Card } from './Card';

/** Machines by state; a state with none is left out. */
export function VmCard({ vms }: { vms: Overview['vms'] }) {
  const styles = useStyles2(getStyles);
  const states = vmState.options.filter((state) => vms[state] > 0);
  return (
    <Card title={t('vms.title', 'Virtual machines')} link={{ url: urls.vms, text: t('overview.see-all', 'See all') }}>
      {states.length === 0 ? (
        <p className={styles.none}>{t('vms.empty-title', 'No machine yet')}</p>
      ) : (
        <ul className={styles.list}>
          {states.map((state) => (
            <li key={state}>
              <a
                href={`${urls.vms}?state=${state}`}
                className={styles.line}
                data-testid={testIds.overview.vmState}
                data-state={state}
                data-count={vms[state]}
              >
                <StateDot {...vmStateText(state)} />
                <span className={styles.count}>{vms[state]}</span>
              </a>
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  none: css({ margin: 0, color: theme.colors.text.secondary }),
  list: css({ listStyle: 'none', margin: 0, padding: 0 }),
  line: css({
    display: 'flex',
    justifyContent: 'space-between',
    padding: theme.spacing(0.5, 0),
    '&:hover': { textDecoration: 'underline' },
    '&:focus-visible': { outline: `2px solid ${theme.colors.primary.border}` },
  }),
  count: css({ fontWeight: theme.typography.fontWeightMedium, fontVariantNumeric: 'tabular-nums' }),
});
