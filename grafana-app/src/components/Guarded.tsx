import React, { type ReactNode } from 'react';
import type { Capability } from '@vigie/contract/me';
import { EmptyState, LinkButton } from '@grafana/ui';
import { useMe } from '../data/me';
import { t } from '../i18n/t';
import { urls } from '../urls';
import { ProblemAlert } from './ProblemAlert';
import { Skeleton } from './Skeleton';
import { testIds } from './testIds';
import { useLoadError } from './useLoadError';

/** No role of a tenant has these. */
const ofTheOperator: readonly Capability[] = ['runbook:read', 'runbook:execute', 'pool:read', 'drift:read'];

/** Shows a page only to who may see it. The provisioner decides again; this spares people a broken page behind a deep link. */
export function Guarded({ capability, children }: { capability: Capability; children: ReactNode }) {
  const me = useMe();
  const error = useLoadError(me);
  if (error !== null) {
    return <ProblemAlert error={error} onRetry={() => me.refetch()} data-testid={testIds.page.loadError} />;
  }
  if (me.data === undefined) {
    return <Skeleton />;
  }
  if (!me.data.capabilities.includes(capability)) {
    const providers = !me.data.operator && ofTheOperator.includes(capability);
    return (
      <div data-testid={testIds.page.unauthorized}>
        <EmptyState
          variant="not-found"
          hideImage
          message={
            providers
              ? t('unauthorized.provider', 'This page is your provider’s')
              : t('unauthorized.title', 'Your role does not include this page')
          }
          role="alert"
          button={
            <LinkButton href={urls.overview} variant="secondary" icon="arrow-left">
              {t('overview.back', 'To the overview')}
            </LinkButton>
          }
        >
          {providers
            ? t('unauthorized.provider-hint', 'Only the hosting provider’s own organisation sees it.')
            : t(
                'unauthorized.hint',
                'You are signed in as {{login}} with the role {{role}}. An administrator of your organisation can change it.',
                { login: me.data.login, role: me.data.role },
              )}
        </EmptyState>
      </div>
    );
  }
  return <>{children}</>;
}
