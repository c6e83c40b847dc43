import React, { type ComponentType } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useNavigate, useSearchParams } from 'react-router-dom';
import { Tab, TabContent, TabsBar, useStyles2 } from '@grafana/ui';
import { Page } from '../components/Page';
import { testIds } from '../components/testIds';
import { t } from '../i18n/t';
import { urls } from '../urls';
import { PolicyList } from './backups/PolicyList';
import { ProofMatrix } from './backups/ProofMatrix';
import { RestoreTestList } from './backups/RestoreTestList';
import { RunList } from './backups/RunList';

interface BackupsTab {
  id: string;
  title: () => string;
  url: string;
  content: ComponentType;
}

const proof: BackupsTab = { id: 'proof', title: () => t('backups.tab-proof', 'Proof'), url: urls.backups, content: ProofMatrix };

const tabs: BackupsTab[] = [
  proof,
  { id: 'tests', title: () => t('backups.tab-tests', 'Restore tests'), url: urls.backupsTab('tests'), content: RestoreTestList },
  { id: 'runs', title: () => t('backups.tab-runs', 'Runs'), url: urls.backupsTab('runs'), content: RunList },
  { id: 'policies', title: () => t('backups.tab-policies', 'Policies'), url: urls.backupsTab('policies'), content: PolicyList },
];

/** "Could I restore each machine right now, and who proves it?" */
export default function BackupsPage() {
  const styles = useStyles2(getStyles);
  const navigate = useNavigate();
  const [params] = useSearchParams();
  const active = tabs.find(({ id }) => id === params.get('tab')) ?? proof;
  const Content = active.content;
  return (
    <Page
      title={t('backups.title', 'Backups')}
      subTitle={t('backups.question', 'Could each machine be restored right now, and what proves it?')}
      url={urls.backups}
      capability="backup:read"
    >
      <TabsBar>
        {tabs.map((tab) => (
          <Tab
            key={tab.id}
            label={tab.title()}
            active={tab === active}
            href={tab.url}
            onChangeTab={(event) => {
              event?.preventDefault();
              navigate(tab.url);
            }}
            data-testid={testIds.backups.tab(tab.id)}
          />
        ))}
      </TabsBar>
      <TabContent className={styles.content}>
        <Content key={active.id} />
      </TabContent>
    </Page>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({ content: css({ paddingTop: theme.spacing(2), background: 'transparent' }) });
