import React from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import type { RestoreTest } from '@vigie/contract/restore-tests';
import { TextLink, useStyles2 } from '@grafana/ui';
import { CopyText } from '../../components/CopyText';
import { FactList } from '../../components/FactList';
import { NotedValue } from '../../components/NotedValue';
import { Panel } from '../../components/Panel';
import { ReasonBox } from '../../components/ReasonBox';
import { RelativeTime } from '../../components/RelativeTime';
import { StateDot } from '../../components/StateDot';
import { testIds } from '../../components/testIds';
import { useNow } from '../../components/useNow';
import { isTesting } from '../../data/restoreTests';
import { formatDuration, secondsBetween } from '../../format/duration';
import { t } from '../../i18n/t';
import { originText } from '../../texts/backupOrigin';
import { restoreTestStateText } from '../../texts/restoreTestState';
import { brokenPromise, testVerdictTitle } from '../../texts/testVerdict';
import { urls } from '../../urls';

const accents = { passed: 'success', failed: 'error', inconclusive: 'warning' } as const;

/** The answer first: would it come back, in what time, and if not, which promise is broken. */
export function VerdictPanel({ test, showTenant }: { test: RestoreTest; showTenant: boolean }) {
  const styles = useStyles2(getStyles);
  const promise = brokenPromise(test);
  const accent = test.state === 'done' && test.verdict !== null ? accents[test.verdict] : undefined;
  return (
    <Panel accent={accent}>
      <div data-testid={testIds.restoreTest.verdict} data-state={test.state} data-verdict={test.verdict ?? ''}>
        <StateDot {...restoreTestStateText(test)} />
        <h2 className={styles.title}>{testVerdictTitle(test)}</h2>
      </div>
      {promise !== null && (
        <p className={styles.promise} data-testid={testIds.restoreTest.promise}>
          {promise}
        </p>
      )}
      {test.state === 'done' && test.verdict === 'inconclusive' && (
        <p className={styles.text}>
          {t('test.inconclusive-hint', 'It neither proves nor disproves anything: remove the cause below, then test again.')}
        </p>
      )}
      {test.reason && <ReasonBox reason={test.reason} passing={test.verdict !== 'failed'} />}
      <div className={styles.facts}>
        <FactList
          facts={[
            {
              name: t('test.machine', 'Machine'),
              value: (
                <TextLink href={urls.vm(test.vm)} color="primary">
                  {test.vmName}
                </TextLink>
              ),
            },
            ...(showTenant ? [{ name: t('list.tenant', 'Tenant'), value: test.tenant }] : []),
            { name: t('test.rta', 'Recovery time (RTA)'), value: <Reached test={test} /> },
            {
              name: t('test.rpa', 'Data loss (RPA)'),
              value: (
                <NotedValue
                  bad={(test.rpaSeconds ?? 0) > test.rpoSeconds}
                  note={t('test.objective', 'objective {{objective}}', { objective: formatDuration(test.rpoSeconds) })}
                >
                  {test.rpaSeconds === null ? '–' : formatDuration(test.rpaSeconds)}
                </NotedValue>
              ),
            },
            { name: t('test.backup', 'Backup of'), value: test.backup === null ? '–' : <RelativeTime instant={test.backup.takenAt} /> },
            {
              name: t('test.asked', 'Asked by'),
              value: (
                <>
                  {test.requestedBy} ({originText(test.origin)}), <RelativeTime instant={test.createdAt} />
                </>
              ),
            },
          ]}
        />
      </div>
      {test.backup !== null && <CopyText text={test.backup.volume} />}
    </Panel>
  );
}

/** The recovery time against its objective; while the test runs, the clock of its restore. */
function Reached({ test }: { test: RestoreTest }) {
  const now = useNow(1000);
  const begin = test.phases.find(({ name }) => name === 'restore')?.startedAt;
  const running = isTesting(test) && begin !== undefined ? secondsBetween(begin, now) : null;
  const seconds = test.rtaSeconds ?? running;
  return (
    <NotedValue
      bad={(seconds ?? 0) > test.rtoSeconds}
      note={t('test.objective', 'objective {{objective}}', { objective: formatDuration(test.rtoSeconds) })}
    >
      {seconds === null ? '–' : formatDuration(seconds)}
    </NotedValue>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  title: css({ fontSize: theme.typography.h3.fontSize, margin: theme.spacing(0.5, 0, 1) }),
  promise: css({ fontSize: theme.typography.h5.fontSize, color: theme.colors.error.text, margin: theme.spacing(0, 0, 1) }),
  text: css({ color: theme.colors.text.secondary, margin: theme.spacing(0, 0, 1) }),
  facts: css({ margin: theme.spacing(2, 0) }),
});
