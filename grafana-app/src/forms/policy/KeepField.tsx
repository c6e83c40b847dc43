import React from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import type { UseFormRegisterReturn } from 'react-hook-form';
import { Field, Input, useStyles2 } from '@grafana/ui';
import { FieldGroup } from '../../components/FieldGroup';
import { testIds } from '../../components/testIds';
import { t } from '../../i18n/t';
import { retentionRules, type RetentionRule } from '../../texts/retention';

const labels: Record<RetentionRule, () => string> = {
  last: () => t('policy-form.keep-last', 'Last'),
  daily: () => t('policy-form.keep-daily', 'Daily'),
  weekly: () => t('policy-form.keep-weekly', 'Weekly'),
  monthly: () => t('policy-form.keep-monthly', 'Monthly'),
  yearly: () => t('policy-form.keep-yearly', 'Yearly'),
};

/** How many backups are kept, as Proxmox counts them. */
export function KeepField({ register, error }: { register: (rule: RetentionRule) => UseFormRegisterReturn; error: string | undefined }) {
  const styles = useStyles2(getStyles);
  return (
    <FieldGroup label={t('policy-form.keep', 'Backups kept')} error={error}>
      <div className={styles.rules}>
        {retentionRules.map((rule) => {
          const field = register(rule);
          return (
            <Field noMargin key={rule} label={labels[rule]()} invalid={error !== undefined}>
              <Input id={`policy-${field.name}`} type="number" width={7} {...field} data-testid={testIds.policies.field(field.name)} />
            </Field>
          );
        })}
      </div>
    </FieldGroup>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  rules: css({ display: 'flex', flexWrap: 'wrap', gap: theme.spacing(1) }),
});
