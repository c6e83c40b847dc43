import React from 'react';
import { css, cx } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import type { Order, OrderMachine } from '@vigie/contract/orders';
import { TextLink, useStyles2 } from '@grafana/ui';
import { ProgressBar } from '../../components/ProgressBar';
import { StateDot } from '../../components/StateDot';
import { testIds } from '../../components/testIds';
import { t } from '../../i18n/t';
import { orderStateText } from '../../texts/orderState';
import { stepNameText } from '../../texts/stepName';
import { stepReasonText } from '../../texts/stepReason';
import { urls } from '../../urls';

interface Props {
  order: Order;
  /** The order id of the machine whose steps are shown. */
  chosen: string;
  onChoose: (machine: string) => void;
}

/** The machines of an order: how each stands, and which one's steps are shown. */
export function MachineTable({ order, chosen, onChoose }: Props) {
  const styles = useStyles2(getStyles);
  return (
    <div className={styles.scroll}>
      <table className={styles.table} aria-label={t('machines.title', 'Machines')} data-testid={testIds.order.machines}>
        <thead>
          <tr>
            <th scope="col">{t('list.name', 'Name')}</th>
            <th scope="col">{t('list.state', 'State')}</th>
            <th scope="col">{t('order.progress', 'Progress')}</th>
            <th scope="col">{t('machines.page', 'Page')}</th>
          </tr>
        </thead>
        <tbody>
          {order.machines.map((machine) => (
            <tr
              key={machine.order}
              className={cx(machine.order === chosen && styles.chosen)}
              data-testid={testIds.order.machine}
              data-name={machine.name}
              data-state={machine.state}
            >
              <th scope="row">
                <button
                  type="button"
                  className={styles.name}
                  aria-pressed={machine.order === chosen}
                  title={t('machines.show', 'Show the steps of {{name}}', { name: machine.name })}
                  onClick={() => onChoose(machine.order)}
                >
                  {machine.name}
                </button>
              </th>
              <td>
                <StateDot {...orderStateText(machine.state)} />
              </td>
              <td className={styles.progress}>
                <ProgressBar
                  label={t('machines.progress', 'Progress of {{name}}', { name: machine.name })}
                  value={machine.stepsEnded}
                  max={machine.steps}
                  tone={machine.state === 'failed' ? 'error' : machine.state === 'cancelling' ? 'warning' : 'success'}
                />
                <span className={styles.quiet}>{progressText(order, machine)}</span>
              </td>
              <td>{machine.vm !== undefined && <TextLink href={urls.vm(machine.vm)}>{t('access.see-vm', 'See the machine')}</TextLink>}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** What is being done, or why it failed; machines of one order are built one after the other. */
function progressText(order: Order, { state, currentStep, error }: OrderMachine): string {
  const step = currentStep === undefined ? '' : stepNameText(currentStep);
  if (error !== undefined) {
    return t('machines.step-error', '{{step}}: {{reason}}', { step, reason: stepReasonText(error) });
  }
  if (state !== 'deploying' && state !== 'cancelling') {
    return '';
  }
  return order.state === state && step !== '' ? step : t('machines.waits', 'Waits for its turn');
}

const getStyles = (theme: GrafanaTheme2) => ({
  scroll: css({ overflowX: 'auto' }),
  table: css({
    width: '100%',
    maxWidth: 860,
    '& th, & td': {
      padding: theme.spacing(0.75, 2, 0.75, 1),
      textAlign: 'left',
      fontWeight: theme.typography.fontWeightRegular,
    },
    '& thead th': { color: theme.colors.text.secondary, fontSize: theme.typography.bodySmall.fontSize },
    '& tbody tr': { borderTop: `1px solid ${theme.colors.border.weak}` },
  }),
  // Quiet text would be too faint on it.
  chosen: css({ background: theme.colors.action.selected, '& span': { color: theme.colors.text.primary } }),
  name: css({
    background: 'none',
    border: 0,
    padding: 0,
    color: theme.colors.text.link,
    '&[aria-pressed="true"]': { color: theme.colors.text.primary, fontWeight: theme.typography.fontWeightMedium },
  }),
  progress: css({ minWidth: 220 }),
  quiet: css({ color: theme.colors.text.secondary, fontSize: theme.typography.bodySmall.fontSize }),
});
