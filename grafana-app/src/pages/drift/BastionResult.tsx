import React from 'react';
import type { BastionSync, BastionTenant } from '@vigie/contract/bastion';
import { Alert } from '@grafana/ui';
import { testIds } from '../../components/testIds';
import { t } from '../../i18n/t';

/** What was changed on the bastion, tenant by tenant; those where nothing was to be done are not named. */
export function BastionResult({ result, onClose }: { result: BastionSync; onClose: () => void }) {
  const told = result.tenants.filter(({ state }) => state !== 'in-line');
  const failed = told.some(({ state }) => state === 'failed');
  return (
    // The page stretches what it holds: an alert only fills what is around it.
    <div>
      <Alert
        severity={failed ? 'error' : told.length > 0 ? 'info' : 'success'}
        title={
          failed
            ? t('bastion.failed', 'The bastion could not be brought in line for everybody')
            : told.length > 0
              ? t('bastion.done', 'The bastion is in line now')
              : t('bastion.nothing', 'The bastion was in line already')
        }
        onRemove={onClose}
        data-testid={testIds.bastion.result}
        data-state={failed ? 'failed' : 'done'}
      >
        {told.map((tenant) => (
          <div key={tenant.tenant}>
            {tenant.tenant}: {outcome(tenant)}
          </div>
        ))}
      </Alert>
    </div>
  );
}

function outcome({ state, added, removed, problem }: BastionTenant): string {
  switch (state) {
    case 'failed':
      return problem ?? '';
    case 'foreign':
      return t('bastion.foreign', 'a file that is not Vigie’s was left as it is');
    default:
      return t('bastion.changed', '{{added}} lines added, {{removed}} removed', { added, removed });
  }
}
