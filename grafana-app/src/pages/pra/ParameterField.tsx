import React from 'react';
import type { Runbook } from '@vigie/contract/runbooks';
import { Combobox, Field } from '@grafana/ui';
import { testIds } from '../../components/testIds';
import { t } from '../../i18n/t';

interface Props {
  parameter: Runbook['parameters'][number];
  value: string | undefined;
  onChange: (value: string) => void;
  autoFocus: boolean;
}

/** Which machine or node a runbook is about, of those that exist now. */
export function ParameterField({ parameter, value, onChange, autoFocus }: Props) {
  const none = parameter.choices.length === 0;
  return (
    <Field
      noMargin
      label={parameter.label}
      invalid={none}
      error={none ? t('start.no-choice', 'There is none to choose now, so this runbook cannot be started.') : undefined}
      required
    >
      <Combobox
        id={`parameter-${parameter.name}`}
        options={parameter.choices}
        value={value ?? null}
        onChange={(option) => onChange(option.value)}
        placeholder={parameter.kind === 'vm' ? t('start.choose-vm', 'Choose a machine') : t('start.choose-node', 'Choose a node')}
        disabled={none}
        autoFocus={autoFocus}
        data-testid={testIds.pra.parameter(parameter.name)}
      />
    </Field>
  );
}
