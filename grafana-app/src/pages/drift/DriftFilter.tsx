import React from 'react';
import { Combobox } from '@grafana/ui';

interface Props {
  label: string;
  all: string;
  values: string[];
  value: string | undefined;
  onChange: (value: string | undefined) => void;
  'data-testid': string;
}

/** Keeps the differences of one cluster or tenant; absent while there are no two to choose from. */
export function DriftFilter({ label, all, values, value, onChange, ...hooks }: Props) {
  if (values.length < 2 && value === undefined) {
    return null;
  }
  return (
    <Combobox
      aria-label={label}
      placeholder={all}
      options={values.map((name) => ({ value: name, label: name }))}
      value={value ?? null}
      isClearable
      width={22}
      onChange={(option) => onChange(option?.value)}
      data-testid={hooks['data-testid']}
    />
  );
}
