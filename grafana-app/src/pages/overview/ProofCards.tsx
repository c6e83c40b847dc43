import React from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import type { Overview } from '@vigie/contract/overview';
import { TextLink, useStyles2, useTheme2 } from '@grafana/ui';
import { levelColor, levelTone } from '../../components/level';
import { ProgressBar } from '../../components/ProgressBar';
import { RelativeTime } from '../../components/RelativeTime';
import { testIds } from '../../components/testIds';
import { localeTag } from '../../i18n/language';
import { t } from '../../i18n/t';
import { urls } from '../../urls';
import { Card } from './Card';

/** How many machines are backed up and proven as promised, and how old the oldest proof is. */
export function ProofCards({ proof }: { proof: Overview['proof'] }) {
  const styles = useStyles2(getStyles);
  const { vms, withinRpo, proven, failedTests, oldestProofAt } = proof;
  const link = { url: urls.backups, text: t('overview.see-all', 'See all') };
  return (
    <>
      <Share
        title={t('overview.within-rpo', 'Backed up inside their RPO')}
        part={withinRpo}
        of={vms}
        link={link}
        testId={testIds.overview.withinRpo}
      />
      <Share
        title={t('overview.proven', 'Restore proven inside their window')}
        part={proven}
        of={vms}
        link={link}
        testId={testIds.overview.proven}
      >
        {failedTests > 0 && (
          <TextLink href={`${urls.backups}?state=test-failed`} color="primary" variant="bodySmall">
            {t('overview.failed-tests', 'Last test failed: {{count}}', { count: failedTests })}
          </TextLink>
        )}
      </Share>
      <Card title={t('overview.oldest-proof', 'Oldest proof')} hooks={{ 'data-testid': testIds.overview.oldestProof }}>
        <div className={styles.number}>{oldestProofAt === null ? '–' : <RelativeTime instant={oldestProofAt} />}</div>
        <p className={styles.text}>
          {oldestProofAt !== null
            ? t('overview.oldest-proof-text', 'No machine was proven longer ago than this.')
            : vms === 0
              ? t('vms.empty-title', 'No machine yet')
              : t('overview.never-proven', 'At least one machine was never proven by a restore test.')}
        </p>
      </Card>
    </>
  );
}

interface ShareProps {
  title: string;
  part: number;
  of: number;
  link: { url: string; text: string };
  testId: string;
  children?: React.ReactNode;
}

function Share({ title, part, of, link, testId, children }: ShareProps) {
  const styles = useStyles2(getStyles);
  const theme = useTheme2();
  const share = of === 0 ? null : part / of;
  // Rounded down: only all of them are 100 %.
  const percent = share === null ? '–' : new Intl.NumberFormat(localeTag(), { style: 'percent' }).format(Math.floor(share * 100) / 100);
  const level = share === null || share === 1 ? 'good' : share >= 0.8 ? 'fair' : 'poor';
  return (
    <Card title={title} link={link} hooks={{ 'data-testid': testId, 'data-part': part, 'data-of': of }}>
      <div className={styles.number} style={share === null ? undefined : { color: levelColor(theme, level) }}>
        {percent}
      </div>
      <div className={styles.bar}>
        <ProgressBar role="meter" label={title} value={part} max={of} tone={levelTone(level)} />
      </div>
      <p className={styles.text}>
        {of === 0
          ? t('vms.empty-title', 'No machine yet')
          : t('overview.of-machines', '{{part}} of {{total}} machines', { part, total: of })}
        {children && <span className={styles.more}>{children}</span>}
      </p>
    </Card>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  number: css({
    fontSize: theme.typography.h2.fontSize,
    fontWeight: theme.typography.fontWeightMedium,
    fontVariantNumeric: 'tabular-nums',
  }),
  bar: css({ margin: theme.spacing(0.5, 0, 1) }),
  text: css({ margin: 0, color: theme.colors.text.secondary, fontSize: theme.typography.bodySmall.fontSize }),
  more: css({ float: 'right' }),
});
