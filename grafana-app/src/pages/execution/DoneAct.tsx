import React, { useState } from 'react';
import { Button, Stack } from '@grafana/ui';
import { testIds } from '../../components/testIds';
import { t } from '../../i18n/t';
import { NoteField } from './NoteField';
import type { ActProps } from './actProps';

/** A manual step is done when a person says so. */
export function DoneAct({ step, pending, act }: ActProps) {
  const [note, setNote] = useState('');
  const unseen = step.probe?.reached === false;
  return (
    <Stack direction="column" gap={2} alignItems="stretch">
      <NoteField value={note} onChange={setNote} />
      <div>
        <Button
          size="lg"
          icon={pending ? 'spinner' : 'check'}
          variant={unseen ? 'secondary' : 'primary'}
          disabled={pending}
          onClick={() => act({ act: 'done', ...(note.trim() !== '' && { note: note.trim() }) })}
          data-testid={testIds.execution.done}
        >
          {unseen ? t('act.done-unseen', 'It is done, look again') : t('act.done', 'It is done')}
        </Button>
      </div>
    </Stack>
  );
}
