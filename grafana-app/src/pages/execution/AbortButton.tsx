import React, { useState } from 'react';
import type { Execution } from '@vigie/contract/executions';
import { Button, Field, TextArea } from '@grafana/ui';
import { ActionDialog } from '../../components/ActionDialog';
import { testIds } from '../../components/testIds';
import { toastSuccess } from '../../components/toast';
import { isOpen, useAbortExecution } from '../../data/executions';
import { useCan } from '../../data/me';
import { t } from '../../i18n/t';

/** Ends an execution before its last step. */
export function AbortButton({ execution }: { execution: Execution }) {
  const [asking, setAsking] = useState(false);
  const [reason, setReason] = useState('');
  const abort = useAbortExecution(execution.id);
  if (!useCan('runbook:execute') || !isOpen(execution)) {
    return null;
  }
  const confirm = () =>
    abort.mutate(reason.trim(), {
      onSuccess: () => {
        toastSuccess(t('abort.done', 'The execution is aborted'));
        setAsking(false);
      },
    });
  return (
    <>
      <Button variant="destructive" fill="outline" onClick={() => setAsking(true)} data-testid={testIds.execution.abort}>
        {t('abort.open', 'Abort')}
      </Button>
      {asking && (
        <ActionDialog
          title={t('abort.title', 'Abort: {{runbook}}', { runbook: execution.title })}
          confirmText={t('abort.confirm', 'Abort the execution')}
          variant="destructive"
          pending={abort.isPending}
          error={abort.error}
          disabled={reason.trim() === ''}
          onConfirm={confirm}
          onDismiss={() => setAsking(false)}
        >
          <p>{t('abort.text', 'No further step begins. What was done until now stays as it is: nothing is undone.')}</p>
          <Field noMargin label={t('note.required', 'Why?')} description={t('abort.hint', 'In the journal and the report.')} required>
            <TextArea
              id="abort-reason"
              rows={2}
              maxLength={500}
              autoFocus
              value={reason}
              onChange={(event) => setReason(event.currentTarget.value)}
              data-testid={testIds.execution.abortReason}
            />
          </Field>
        </ActionDialog>
      )}
    </>
  );
}
