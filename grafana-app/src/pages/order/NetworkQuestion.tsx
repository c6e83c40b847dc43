import React from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { networkChoice, type NetworkChoice, type NetworkQuestion as Question, type Order } from '@vigie/contract/orders';
import { Button, useStyles2 } from '@grafana/ui';
import { Panel } from '../../components/Panel';
import { testIds } from '../../components/testIds';
import { toastProblem, toastSuccess } from '../../components/toast';
import { useNow } from '../../components/useNow';
import { useCatalogue } from '../../data/catalogue';
import { useCan } from '../../data/me';
import { useChooseNetwork } from '../../data/orders';
import { formatDuration, secondsBetween } from '../../format/duration';
import { formatAbsolute } from '../../format/time';
import { t } from '../../i18n/t';

/** Asks which network the machine gets, and says what comes of no answer. */
export function NetworkQuestion({ order, question }: { order: Order; question: Question }) {
  const styles = useStyles2(getStyles);
  const now = useNow(1000);
  const mayChoose = useCan('order:create');
  const isolated = useCatalogue().data?.isolated ?? true;
  const choose = useChooseNetwork(order.id);
  const take = (choice: NetworkChoice) =>
    choose.mutate(choice, {
      onSuccess: () => toastSuccess(t('network-question.done', 'The order of {{name}} goes on', { name: order.name })),
      onError: toastProblem,
    });
  const left = secondsBetween(new Date(now).toISOString(), question.deadline);
  return (
    <Panel title={t('network-question.title', 'Which network for this order?')} accent="warning" data-testid={testIds.order.networkQuestion}>
      <div className={styles.choices}>
        {networkChoice.options.map((choice) => (
          <div key={choice} className={styles.choice}>
            <strong>{titles[choice]()}</strong>
            <span className={styles.hint}>{hintOf(choice, isolated)}</span>
            {mayChoose && (
              <Button
                variant="secondary"
                icon={choose.isPending && choose.variables === choice ? 'spinner' : undefined}
                disabled={choose.isPending}
                onClick={() => take(choice)}
                data-testid={testIds.order.chooseNetwork(choice)}
              >
                {buttons[choice]()}
              </Button>
            )}
          </div>
        ))}
      </div>
      <p className={styles.until} title={formatAbsolute(question.deadline)}>
        {left > 0
          ? t('network-question.left', 'Time left: {{left}}. Without an answer it is: “{{choice}}”.', {
              left: formatDuration(left),
              choice: titles[question.default](),
            })
          : t('network-question.over', 'The time is over. The order goes on with: “{{choice}}”.', { choice: titles[question.default]() })}
      </p>
    </Panel>
  );
}

const titles: Record<NetworkChoice, () => string> = {
  default: () => t('network-question.join', 'The network that is there'),
  new: () => t('network-question.new', 'A new network'),
};

function hintOf(choice: NetworkChoice, isolated: boolean): string {
  if (choice === 'default') {
    return t('network.join-hint', 'All machines in it reach each other.');
  }
  return isolated
    ? t('network.new-hint', 'This order is alone in it. Firewall rules close it to all other networks, also to those of the same tenant.')
    : t('network.new-open-hint', 'This order is alone in it. No firewall rules close it: other networks reach it.');
}

const buttons: Record<NetworkChoice, () => string> = {
  default: () => t('network-question.take-join', 'Join the network'),
  new: () => t('network-question.take-new', 'Make a new network'),
};

const getStyles = (theme: GrafanaTheme2) => ({
  choices: css({
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(min(100%, 280px), 1fr))',
    gap: theme.spacing(2),
  }),
  choice: css({ display: 'flex', flexDirection: 'column', alignItems: 'flex-start', gap: theme.spacing(1) }),
  hint: css({ flex: 1, color: theme.colors.text.secondary }),
  until: css({ margin: theme.spacing(2, 0, 0), color: theme.colors.text.secondary }),
});
