import React, { useState } from 'react';
import { Button } from '@grafana/ui';
import { ActionDialog } from '../../components/ActionDialog';
import { testIds } from '../../components/testIds';
import { useMe } from '../../data/me';
import { t } from '../../i18n/t';
import { NoteField } from './NoteField';
import type { ActProps } from './actProps';

/** The confirmation of one person. Who gave it has nothing more to press. */
export function ConfirmAct({ step, pending, error, act }: ActProps) {
  const [open, setOpen] = useState(false);
  const [note, setNote] = useState('');
  const login = useMe().data?.login;
  if (login === undefined || step.confirmedBy.includes(login)) {
    return null;
  }
  const last = step.confirmedBy.length + 1 >= step.neededConfirmations;
  const confirm = () => act({ act: 'confirm', ...(note.trim() !== '' && { note: note.trim() }) }, () => setOpen(false));
  return (
    <div>
      <Button
        size="lg"
        icon="check"
        variant={step.destructive ? 'destructive' : 'primary'}
        onClick={() => setOpen(true)}
        data-testid={testIds.execution.confirm}
      >
        {t('confirm.open', 'Confirm this step')}
      </Button>
      {open && (
        <ActionDialog
          title={t('confirm.dialog', 'Confirm: {{step}}', { step: step.title })}
          confirmText={last ? t('confirm.and-begin', 'Confirm and begin') : t('confirm.mine', 'Give my confirmation')}
          variant={step.destructive ? 'destructive' : 'primary'}
          pending={pending}
          error={error}
          onConfirm={confirm}
          onDismiss={() => setOpen(false)}
        >
          <p>{step.instruction}</p>
          <p>
            {last
              ? t('confirm.last', 'Yours is the last confirmation: the step begins at once.')
              : t('confirm.not-last', 'Nothing happens until another person has confirmed too.')}
          </p>
          <NoteField value={note} onChange={setNote} />
        </ActionDialog>
      )}
    </div>
  );
}
