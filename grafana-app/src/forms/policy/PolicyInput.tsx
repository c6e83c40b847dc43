import React from 'react';
import type { UseFormRegisterReturn } from 'react-hook-form';
import { Field, Input } from '@grafana/ui';
import { testIds } from '../../components/testIds';

interface Props {
  label: string;
  /** What the value means, or how to write it. */
  hint?: string;
  type?: 'number';
  field: UseFormRegisterReturn;
  error: string | undefined;
}

/** One input of the policy with its label, its meaning and its error. */
export function PolicyInput({ label, hint, type, field, error }: Props) {
  return (
    <Field noMargin label={label} description={hint} invalid={error !== undefined} error={error}>
      <Input
        id={`policy-${field.name}`}
        type={type}
        autoComplete="off"
        spellCheck={false}
        {...field}
        data-testid={testIds.policies.field(field.name)}
      />
    </Field>
  );
}
