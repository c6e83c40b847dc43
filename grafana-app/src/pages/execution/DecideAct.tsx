import React, { useState } from 'react';
import { Button, Stack } from '@grafana/ui';
import { RadioCards } from '../../components/RadioCards';
import { testIds } from '../../components/testIds';
import { t } from '../../i18n/t';
import { NoteField } from './NoteField';
import type { ActProps } from './actProps';

/** A decision: first chosen, then sent, since it cannot be taken back. */
export function DecideAct({ step, pending, act }: ActProps) {
  const [option, setOption] = useState('');
  const [note, setNote] = useState('');
  const chosen = step.options.find(({ id }) => id === option);
  return (
    <Stack direction="column" gap={2} alignItems="stretch">
      <RadioCards
        name={`decision-${step.id}`}
        label={t('act.decision', 'Your decision')}
        cards={step.options.map(({ id, label }) => ({ value: id, title: label, testId: testIds.execution.option(id) }))}
        value={option}
        onChange={setOption}
        minWidth={240}
      />
      <NoteField value={note} onChange={setNote} />
      <div>
        <Button
          size="lg"
          icon={pending ? 'spinner' : 'check'}
          disabled={pending || chosen === undefined}
          tooltip={chosen === undefined ? t('act.choose-first', 'Choose one first') : undefined}
          onClick={() => act({ act: 'choose', option, ...(note.trim() !== '' && { note: note.trim() }) })}
          data-testid={testIds.execution.choose}
        >
          {chosen === undefined ? t('act.decide', 'Decide') : t('act.decide-for', 'Decide: {{option}}', { option: chosen.label })}
        </Button>
      </div>
    </Stack>
  );
}
