import React, { useState, type FormEvent } from 'react';
import { lastValueFrom } from 'rxjs';
import type { AppPluginMeta } from '@grafana/data';
import { getBackendSrv } from '@grafana/runtime';
import { Alert, Button, Field, SecretInput } from '@grafana/ui';
import { t } from '../../i18n/t';
import { testIds } from '../testIds';

/** Sets this organisation's gateway key. Grafana encrypts it and never gives it back to a browser. */
export function GatewayKeyForm({ meta }: { meta: AppPluginMeta }) {
  const [configured, setConfigured] = useState(Boolean(meta.secureJsonFields?.gatewayKey));
  const [key, setKey] = useState('');
  const [pending, setPending] = useState(false);
  const [failed, setFailed] = useState(false);

  const save = async (event: FormEvent) => {
    event.preventDefault();
    setPending(true);
    setFailed(false);
    try {
      await lastValueFrom(
        getBackendSrv().fetch({
          url: `/api/plugins/${meta.id}/settings`,
          method: 'POST',
          data: { enabled: meta.enabled, pinned: meta.pinned, jsonData: meta.jsonData ?? {}, secureJsonData: { gatewayKey: key.trim() } },
          showErrorAlert: false,
          showSuccessAlert: false,
        }),
      );
      setConfigured(true);
      setKey('');
    } catch {
      setFailed(true);
    }
    setPending(false);
  };

  return (
    <form onSubmit={save}>
      <Field
        label={t('config.key', 'Gateway key')}
        description={t(
          'config.key-hint',
          'The secret that the provisioner expects from this organisation, and from no other. It is in the provisioner’s configuration.',
        )}
      >
        <SecretInput
          id="gateway-key"
          width={60}
          isConfigured={configured}
          value={key}
          autoComplete="off"
          onChange={(event) => setKey(event.currentTarget.value)}
          onReset={() => setConfigured(false)}
          data-testid={testIds.appConfig.gatewayKey}
        />
      </Field>
      {failed && (
        <Alert severity="error" title={t('config.key-failed', 'The key was not saved')}>
          {t('config.key-failed-hint', 'Grafana refused. Only an administrator of the organisation may change it.')}
        </Alert>
      )}
      <Button type="submit" disabled={pending || configured || key.trim() === ''} data-testid={testIds.appConfig.save}>
        {t('config.save', 'Save key')}
      </Button>
    </form>
  );
}
