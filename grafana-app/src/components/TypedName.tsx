import React from 'react';
import { Field, Input } from '@grafana/ui';
import { t } from '../i18n/t';

interface Props {
  id: string;
  /** What must be typed. */
  name: string;
  value: string;
  onChange: (value: string) => void;
  autoFocus?: boolean;
  'data-testid': string;
}

/** Before an act that takes something away: its name is typed, so that nobody does it to another one. */
export function TypedName({ id, name, value, onChange, autoFocus, ...hooks }: Props) {
  return (
    <Field noMargin label={t('start.type', 'To go on, type {{slug}}', { slug: name })} required>
      <Input
        id={id}
        autoComplete="off"
        spellCheck={false}
        placeholder={name}
        autoFocus={autoFocus}
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
        data-testid={hooks['data-testid']}
      />
    </Field>
  );
}
