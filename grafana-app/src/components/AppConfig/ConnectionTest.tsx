import React, { useState } from 'react';
import type { Me } from '@vigie/contract/me';
import { Alert, Button } from '@grafana/ui';
import { call } from '../../data/client';
import { toProblemError, type ProblemError } from '../../data/problem';
import { t } from '../../i18n/t';
import { capabilityText } from '../../texts/capability';
import { ProblemAlert } from '../ProblemAlert';
import { testIds } from '../testIds';

type Result = { me: Me } | { problem: ProblemError };

/** Asks the provisioner who the reader is, over the whole way: Grafana's proxy, gateway key, signed identity. */
export function ConnectionTest() {
  const [pending, setPending] = useState(false);
  const [result, setResult] = useState<Result | null>(null);
  const test = async () => {
    setPending(true);
    setResult(
      await call('getMe', {}).then(
        (me) => ({ me }),
        (error: unknown) => ({ problem: toProblemError(error) }),
      ),
    );
    setPending(false);
  };
  return (
    <>
      <p>
        {t('config.test-text', 'The test goes the whole way: Grafana’s proxy, the gateway key, your signed identity, the provisioner.')}
      </p>
      <Button
        variant="secondary"
        icon={pending ? 'spinner' : 'sync'}
        disabled={pending}
        onClick={test}
        data-testid={testIds.appConfig.test}
      >
        {t('config.test', 'Test connection')}
      </Button>
      {result !== null && (
        <div
          aria-live="polite"
          style={{ marginTop: 16 }}
          data-testid={testIds.appConfig.result}
          data-outcome={'me' in result ? 'ok' : result.problem.code}
        >
          {'me' in result ? <Connected me={result.me} /> : <ProblemAlert error={result.problem} />}
        </div>
      )}
    </>
  );
}

function Connected({ me }: { me: Me }) {
  const scope = me.operator ? t('config.as-operator', 'the operator’s organisation, which sees all tenants') : (me.tenant?.name ?? '–');
  return (
    <Alert severity="success" title={t('config.ok', 'Connected')}>
      <p>
        {t('config.ok-who', 'You are {{name}} ({{login}}), {{role}} in {{scope}}.', {
          name: me.name,
          login: me.login,
          role: me.role,
          scope,
        })}
      </p>
      {t('config.ok-may', 'You may: {{capabilities}}.', { capabilities: me.capabilities.map(capabilityText).join(', ') })}
    </Alert>
  );
}
