import React, { useState } from 'react';
import type { ExecutionMode, Runbook } from '@vigie/contract/runbooks';
import { useNavigate } from 'react-router-dom';
import { Alert, Field, Modal, Stack, TextArea } from '@grafana/ui';
import { ActionDialog } from '../../components/ActionDialog';
import { ProblemAlert } from '../../components/ProblemAlert';
import { Skeleton } from '../../components/Skeleton';
import { testIds } from '../../components/testIds';
import { TypedName } from '../../components/TypedName';
import { useRunbook, useStartExecution } from '../../data/runbooks';
import { t } from '../../i18n/t';
import { urls } from '../../urls';
import { ParameterField } from './ParameterField';

interface Props {
  slug: string;
  mode: ExecutionMode;
  onClose: () => void;
}

/** Asks what a runbook is about and why it is started. For real it says what that means and asks to type the runbook's name. */
export function StartDialog({ slug, mode, onClose }: Props) {
  const { data, error, refetch } = useRunbook(slug);
  if (data !== undefined) {
    return <StartForm runbook={data} mode={mode} onClose={onClose} />;
  }
  return (
    <Modal isOpen title={t('start.loading', 'Start a runbook')} onDismiss={onClose}>
      {error === null ? (
        <Skeleton rows={3} />
      ) : (
        <ProblemAlert error={error} onRetry={() => refetch()} data-testid={testIds.page.loadError} />
      )}
    </Modal>
  );
}

function StartForm({ runbook, mode, onClose }: { runbook: Runbook; mode: ExecutionMode; onClose: () => void }) {
  const navigate = useNavigate();
  const start = useStartExecution(runbook.slug);
  const [reason, setReason] = useState('');
  const [parameters, setParameters] = useState<Record<string, string>>({});
  const [typed, setTyped] = useState('');
  const real = mode === 'real';
  const complete =
    reason.trim() !== '' &&
    runbook.parameters.every(({ name }) => parameters[name] !== undefined) &&
    (!real || typed.trim() === runbook.slug);
  const confirm = () =>
    start.mutate({ mode, reason: reason.trim(), parameters }, { onSuccess: (execution) => navigate(urls.execution(execution.id)) });
  return (
    <ActionDialog
      title={
        real
          ? t('start.title-real', 'Start for real: {{runbook}}', { runbook: runbook.title })
          : t('start.title-rehearsal', 'Start a rehearsal: {{runbook}}', { runbook: runbook.title })
      }
      confirmText={real ? t('start.confirm-real', 'Start for real') : t('start.confirm-rehearsal', 'Start the rehearsal')}
      variant={real ? 'destructive' : 'primary'}
      pending={start.isPending}
      error={start.error}
      disabled={!complete}
      onConfirm={confirm}
      onDismiss={onClose}
    >
      <Stack direction="column" gap={2}>
        {real ? (
          <Alert severity="warning" title={t('start.real-title', 'This changes production')}>
            {runbook.destructiveSteps > 0
              ? t(
                  'start.real-destructive',
                  'Destructive steps: {{count}}. A second person must confirm each of them: call that person now.',
                  {
                    count: runbook.destructiveSteps,
                  },
                )
              : t('start.real', 'Its automatic steps act on the cluster as soon as their turn comes.')}
          </Alert>
        ) : (
          <p>
            {t(
              'start.rehearsal',
              'The same steps against the same clock, but Vigie changes nothing in production. It is marked as a rehearsal everywhere.',
            )}
          </p>
        )}
        {runbook.parameters.map((parameter, index) => (
          <ParameterField
            key={parameter.name}
            parameter={parameter}
            autoFocus={index === 0}
            value={parameters[parameter.name]}
            onChange={(value) => setParameters({ ...parameters, [parameter.name]: value })}
          />
        ))}
        <Field
          noMargin
          label={t('start.reason', 'Why?')}
          description={t('start.reason-hint', 'It stays in the journal and the report.')}
          required
        >
          <TextArea
            id="start-reason"
            rows={2}
            maxLength={500}
            autoFocus={runbook.parameters.length === 0}
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
            data-testid={testIds.pra.reason}
          />
        </Field>
        {real && (
          <TypedName id="start-typed-slug" name={runbook.slug} value={typed} onChange={setTyped} data-testid={testIds.pra.typedSlug} />
        )}
      </Stack>
    </ActionDialog>
  );
}
