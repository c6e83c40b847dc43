import React from 'react';
import { Field, TextArea } from '@grafana/ui';
import { testIds } from '../../components/testIds';
import { t } from '../../i18n/t';

interface Props {
  value: string;
  onChange: (value: string) => void;
  /** Missing: the note may stay empty. */
  required?: { description: string };
  autoFocus?: boolean;
}

/** What the journal shall say beside an act. */
export function NoteField({ value, onChange, required, autoFocus }: Props) {
  return (
    <Field
      noMargin
      label={required ? t('note.required', 'Why?') : t('note.optional', 'Note for the journal (optional)')}
      description={required?.description}
      required={required !== undefined}
    >
      <TextArea
        id="step-note"
        rows={2}
        maxLength={500}
        autoFocus={autoFocus}
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
        data-testid={testIds.execution.note}
      />
    </Field>
  );
}
