import React, { type KeyboardEvent } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import type { VmProtection } from '@vigie/contract/protection';
import { useNavigate } from 'react-router-dom';
import { useStyles2 } from '@grafana/ui';
import { testIds } from '../../components/testIds';
import { localeTag } from '../../i18n/language';
import { t } from '../../i18n/t';
import { dayStateText } from './dayStateText';
import { urls } from '../../urls';
import { DayMark } from './DayMark';
import type { Day } from './dayStates';

/** The days of one machine. Tab reaches its newest backup, the arrows left and right the others. */
export function DayStrip({ vm, days }: { vm: VmProtection; days: Day[] }) {
  const styles = useStyles2(getStyles);
  const navigate = useNavigate();
  const links = days.map((day) => linkOf(vm, day));
  const reached = links.reduce((last, link, index) => (link === null ? last : index), -1);
  return (
    <div
      className={styles.strip}
      role="group"
      aria-label={t('proof.days-of', 'Days of {{name}}', { name: vm.vmName })}
      onKeyDown={moveBetweenDays}
    >
      {days.map((day, index) => {
        const words = `${dayName(day.start)}: ${dayStateText(day.state)}`;
        const hooks = { 'data-testid': testIds.proof.day, 'data-day': isoDay(day.start), 'data-state': day.state };
        const link = links[index];
        return link ? (
          <a
            key={index}
            href={link}
            className={styles.link}
            tabIndex={index === reached ? 0 : -1}
            aria-label={words}
            title={words}
            onClick={(event) => {
              if (!event.metaKey && !event.ctrlKey) {
                event.preventDefault();
                navigate(link);
              }
            }}
            {...hooks}
          >
            <DayMark state={day.state} />
          </a>
        ) : (
          <span key={index} className={styles.link} role="img" aria-label={words} title={words} {...hooks}>
            <DayMark state={day.state} />
          </span>
        );
      })}
    </div>
  );
}

/** The test of a day's backup says most, else the backup itself. */
function linkOf({ vm }: VmProtection, { point, failedRun }: Day): string | null {
  if (point?.test !== undefined) {
    return urls.restoreTest(point.test.id);
  }
  if (point !== undefined) {
    return urls.restorePoint(vm, point.volume);
  }
  return failedRun === undefined ? null : `${urls.backupsTab('runs')}&state=failed&q=${encodeURIComponent(failedRun.vmName)}`;
}

const dayName = (day: Date) => new Intl.DateTimeFormat(localeTag(), { weekday: 'long', day: 'numeric', month: 'long' }).format(day);

const isoDay = (day: Date) => [day.getFullYear(), day.getMonth() + 1, day.getDate()].map((part) => String(part).padStart(2, '0')).join('-');

function moveBetweenDays(event: KeyboardEvent<HTMLDivElement>) {
  const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
  if (step === 0) {
    return;
  }
  const links = [...event.currentTarget.querySelectorAll('a')];
  const next = links[links.indexOf(event.target as HTMLAnchorElement) + step];
  if (next !== undefined) {
    event.preventDefault();
    next.focus();
  }
}

/** The numbers above the days. */
export function DayStripHeader({ days }: { days: Date[] }) {
  const styles = useStyles2(getStyles);
  return (
    <span className={styles.strip} role="img" aria-label={t('proof.last-days', 'Last {{count}} days', { count: days.length })}>
      {days.map((day) => (
        <span key={day.getTime()} aria-hidden className={styles.number}>
          {day.getDate()}
        </span>
      ))}
    </span>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  // Where there is little room, the last week.
  strip: css({ display: 'inline-flex', gap: 2, '@container (max-width: 960px)': { '& > :nth-child(-n+7)': { display: 'none' } } }),
  link: css({
    display: 'inline-flex',
    borderRadius: theme.shape.radius.sm,
    'a&:hover': { boxShadow: `0 0 0 1px ${theme.colors.text.primary}` },
    '&:focus-visible': { outline: `2px solid ${theme.colors.primary.border}`, outlineOffset: 1 },
  }),
  number: css({
    width: 18,
    textAlign: 'center',
    fontSize: 10,
    fontWeight: theme.typography.fontWeightRegular,
    fontVariantNumeric: 'tabular-nums',
  }),
});
