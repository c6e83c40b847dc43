import React from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import type { Mail } from '@vigie/contract/mails';
import { Button, useStyles2 } from '@grafana/ui';
import { Panel } from '../../components/Panel';
import { RelativeTime } from '../../components/RelativeTime';
import { testIds } from '../../components/testIds';
import { toastProblem, toastSuccess } from '../../components/toast';
import { useDecideMail, useDoubtfulMails } from '../../data/mails';
import { useCan } from '../../data/me';
import { t } from '../../i18n/t';

/** Mails that may not have arrived, for who may decide what becomes of them. Nothing when there are none. */
export function DoubtfulMails() {
  const styles = useStyles2(getStyles);
  const mails = useDoubtfulMails(useCan('mail:decide')).data?.items ?? [];
  if (mails.length === 0) {
    return null;
  }
  return (
    <Panel
      title={
        mails.length === 1
          ? t('mails.one', '1 mail may not have arrived')
          : t('mails.several', '{{count}} mails may not have arrived', { count: mails.length })
      }
      accent="warning"
    >
      <p>{t('mails.why', 'Vigie was interrupted while it sent them. Ask the reader, or the log of the mail server.')}</p>
      <ul className={styles.list}>
        {mails.map((mail) => (
          <DoubtfulMail key={mail.id} mail={mail} />
        ))}
      </ul>
    </Panel>
  );
}

function DoubtfulMail({ mail }: { mail: Mail }) {
  const styles = useStyles2(getStyles);
  const decide = useDecideMail(mail.id);
  const act = (which: 'resendMail' | 'dismissMail', done: string) =>
    decide.mutate(which, { onSuccess: () => toastSuccess(done), onError: toastProblem });
  return (
    <li className={styles.mail} data-testid={testIds.mails.doubtful} data-id={mail.id}>
      <span className={styles.words}>
        <strong>{mail.subject ?? t('mails.forgotten', 'A mail whose text is forgotten by now')}</strong>{' '}
        <span className={styles.quiet}>
          {mail.tenant ?? t('mails.operator', 'to the operator')}, <RelativeTime instant={mail.createdAt} />
        </span>
      </span>
      {mail.subject !== null && (
        <Button
          size="sm"
          variant="secondary"
          disabled={decide.isPending}
          onClick={() => act('resendMail', t('mails.resent', 'The mail is sent again'))}
          data-testid={testIds.mails.resend}
        >
          {t('mails.resend', 'Send again')}
        </Button>
      )}
      <Button
        size="sm"
        variant="secondary"
        fill="outline"
        disabled={decide.isPending}
        onClick={() => act('dismissMail', t('mails.dismissed', 'Noted: the mail has arrived'))}
        data-testid={testIds.mails.dismiss}
      >
        {t('mails.dismiss', 'It arrived')}
      </Button>
    </li>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  list: css({ listStyle: 'none', margin: 0, padding: 0 }),
  mail: css({ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: theme.spacing(1), padding: theme.spacing(0.5, 0) }),
  words: css({ flex: '1 1 300px', overflowWrap: 'anywhere' }),
  quiet: css({ color: theme.colors.text.secondary }),
});
