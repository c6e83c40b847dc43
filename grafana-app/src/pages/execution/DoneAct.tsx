import React, { useState } from 'react';
import { Button, Stack } from '@grafana/ui';
import { testIds } from '../../components/testIds';
import { toProblemError } from '../../data/problem';
import { t } from '../../i18n/t';
import type { ActProps } from './actProps';
import { NoteField } from './NoteField';

/** A manual step is done when a person says so. When Vigie does not see it, that person says why it is done all the same. */
export function DoneAct({ step, pending, error, act }: ActProps) {
  const [note, setNote] = useState('');
  const refused = error !== null && toProblemError(error).fields.some(({ path }) => path === 'note');
  const unseen = step.probe?.reached === false || (refused && step.probe?.reached !== true);
  const required = { description: t('act.unseen', 'Vigie does not see that it is done. Say why it is, for the journal.') };
  return (
    <Stack direction="column" gap={2} alignItems="stretch">
      <NoteField value={note} onChange={setNote} {...(unseen && { required })} />
      <div>
        <Button
          size="lg"
          icon={pending ? 'spinner' : 'check'}
          variant={unseen ? 'secondary' : 'primary'}
          disabled={pending || (unseen && note.trim() === '')}
          tooltip={unseen && note.trim() === '' ? t('act.note-first', 'Say why first, or wait until Vigie sees it') : undefined}
          onClick={() => act({ act: 'done', ...(note.trim() !== '' && { note: note.trim() }) })}
          data-testid={testIds.execution.done}
        >
          {unseen ? t('act.done-unseen', 'It is done all the same') : t('act.done', 'It is done')}
        </Button>
      </div>
    </Stack>
  );
}
