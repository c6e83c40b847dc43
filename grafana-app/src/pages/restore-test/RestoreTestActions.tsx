import React, { useState } from 'react';
import type { RestoreTest } from '@vigie/contract/restore-tests';
import { Button } from '@grafana/ui';
import { testIds } from '../../components/testIds';
import { useCan } from '../../data/me';
import { isTesting } from '../../data/restoreTests';
import { t } from '../../i18n/t';
import { TestButton } from '../backups/TestButton';
import { CancelTestDialog } from './CancelTestDialog';

/** While it runs it can be stopped, afterwards done again. */
export function RestoreTestActions({ test }: { test: RestoreTest }) {
  const mayRun = useCan('restore-test:run');
  const [asking, setAsking] = useState(false);
  if (!mayRun) {
    return null;
  }
  return (
    <>
      {isTesting(test) ? (
        <Button variant="secondary" fill="outline" icon="times" onClick={() => setAsking(true)} data-testid={testIds.restoreTest.cancel}>
          {t('test.cancel', 'Stop the test')}
        </Button>
      ) : (
        <TestButton vm={{ id: test.vm, name: test.vmName }} />
      )}
      {/* It stays open when the test ends meanwhile, to say so. */}
      {asking && <CancelTestDialog test={test} onClose={() => setAsking(false)} />}
    </>
  );
}
