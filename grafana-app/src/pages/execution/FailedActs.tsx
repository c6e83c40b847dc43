import React, { useState } from 'react';
import { Button, Stack } from '@grafana/ui';
import { ActionDialog } from '../../components/ActionDialog';
import { testIds } from '../../components/testIds';
import { t } from '../../i18n/t';
import { NoteField } from './NoteField';
import type { ActProps } from './actProps';

/** After a failure: try again, or go on without it and say why. */
export function FailedActs({ step, pending, error, act }: ActProps) {
  const [skipping, setSkipping] = useState(false);
  const [note, setNote] = useState('');
  return (
    <Stack gap={1} wrap="wrap">
      <Button
        size="lg"
        icon={pending ? 'spinner' : 'sync'}
        disabled={pending}
        onClick={() => act({ act: 'retry' })}
        data-testid={testIds.execution.retry}
      >
        {t('act.retry', 'Retry this step')}
      </Button>
      <Button
        size="lg"
        variant="secondary"
        fill="outline"
        icon="forward"
        disabled={pending}
        onClick={() => setSkipping(true)}
        data-testid={testIds.execution.skip}
      >
        {t('act.skip', 'Skip it')}
      </Button>
      {skipping && (
        <ActionDialog
          title={t('act.skip-title', 'Skip: {{step}}', { step: step.title })}
          confirmText={t('act.skip-confirm', 'Skip this step')}
          variant="destructive"
          pending={pending}
          error={error}
          disabled={note.trim() === ''}
          onConfirm={() => act({ act: 'skip', note: note.trim() }, () => setSkipping(false))}
          onDismiss={() => setSkipping(false)}
        >
          <p>{t('act.skip-text', 'It was to bring this about: {{expected}}', { expected: step.expected })}</p>
          <NoteField
            value={note}
            onChange={setNote}
            autoFocus
            required={{
              description: t('act.skip-hint', 'Say how the steps after it can go on without it.'),
            }}
          />
        </ActionDialog>
      )}
    </Stack>
  );
}
