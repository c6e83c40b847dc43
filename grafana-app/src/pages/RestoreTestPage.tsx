import React from 'react';
import { useParams } from 'react-router-dom';
import { Page } from '../components/Page';
import { useRestoreTest } from '../data/restoreTests';
import { t } from '../i18n/t';
import { urls } from '../urls';
import { RestoreTestActions } from './restore-test/RestoreTestActions';
import { RestoreTestDetail } from './restore-test/RestoreTestDetail';

/** "Would this machine come back, what proves it, and if not, which promise is broken?" */
export default function RestoreTestPage() {
  const { id = '' } = useParams();
  const { data } = useRestoreTest(id);
  return (
    <Page
      title={data === undefined ? t('test.title', 'Restore test') : t('test.title-of', 'Restore test of {{name}}', { name: data.vmName })}
      url={urls.restoreTest(id)}
      parent={{ text: t('backups.title', 'Backups'), url: urls.backupsTab('tests') }}
      actions={data && <RestoreTestActions test={data} />}
      capability="restore-test:read"
    >
      <RestoreTestDetail id={id} />
    </Page>
  );
}
