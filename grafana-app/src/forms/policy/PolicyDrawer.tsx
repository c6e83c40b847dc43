import React from 'react';
import { css } from '@emotion/css';
import { Controller, useForm, useWatch } from 'react-hook-form';
import type { GrafanaTheme2 } from '@grafana/data';
import { backupPolicySettings, type BackupPolicy } from '@vigie/contract/backup-policies';
import { Button, Combobox, Drawer, Field, Stack, useStyles2 } from '@grafana/ui';
import { ProblemAlert } from '../../components/ProblemAlert';
import { testIds } from '../../components/testIds';
import { toastSuccess } from '../../components/toast';
import { useChangePolicy } from '../../data/backupPolicies';
import { cronInWords } from '../../format/cron';
import { formatDuration } from '../../format/duration';
import { t } from '../../i18n/t';
import { KeepField } from './KeepField';
import { PolicyInput } from './PolicyInput';
import { applyPolicyErrors } from './applyPolicyErrors';
import { draftOf, settingsOf, type PolicyDraft } from './policyDraft';
import { policyResolver } from './policyResolver';

/** Changes how a tenant is backed up and proven. Words beside the inputs say at once what they mean. */
export function PolicyDrawer({ policy, onClose }: { policy: BackupPolicy; onClose: () => void }) {
  const styles = useStyles2(getStyles);
  const form = useForm<PolicyDraft>({ defaultValues: draftOf(policy.settings), resolver: policyResolver, mode: 'onTouched' });
  const { errors } = form.formState;
  const draft = useWatch({ control: form.control }) as PolicyDraft;
  const change = useChangePolicy();
  const submit = form.handleSubmit((values) =>
    change.mutate(
      { tenant: policy.tenant, settings: backupPolicySettings.parse(settingsOf(values)) },
      {
        onSuccess: () => {
          toastSuccess(t('policy.saved', 'The policy of {{tenant}} is saved', { tenant: policy.tenant }));
          onClose();
        },
        onError: (error) => applyPolicyErrors(error, form.setError),
      },
    ),
  );
  return (
    <Drawer
      title={t('policy-form.title', 'Backup policy of {{tenant}}', { tenant: policy.tenant })}
      subtitle={t(
        'policy-form.text',
        'It holds from the next backup and the next restore test on. Backups that exist are not touched by saving.',
      )}
      size="sm"
      onClose={() => !change.isPending && onClose()}
    >
      <form className={styles.form} onSubmit={submit} noValidate data-testid={testIds.policies.form}>
        <PolicyInput
          label={t('policy-form.schedule', 'Backup schedule')}
          hint={cronInWords(draft.schedule)}
          field={form.register('schedule')}
          error={errors.schedule?.message}
        />
        <Field
          noMargin
          label={t('policy-form.zone', 'Time zone')}
          htmlFor="policy-timeZone"
          invalid={errors.timeZone !== undefined}
          error={errors.timeZone?.message}
        >
          <Controller
            control={form.control}
            name="timeZone"
            render={({ field }) => (
              <Combobox
                id="policy-timeZone"
                options={zonesWith(policy.settings.timeZone)}
                value={field.value}
                createCustomValue
                onChange={(option) => field.onChange(option.value)}
                data-testid={testIds.policies.field('timeZone')}
              />
            )}
          />
        </Field>
        <PolicyInput label={t('policy.storage', 'Storage')} field={form.register('storage')} error={errors.storage?.message} />
        <KeepField register={(rule) => form.register(`keep.${rule}`)} error={(errors.keep as { message?: string } | undefined)?.message} />
        <PolicyInput
          label={t('policy-form.rpo', 'At most lost (RPO), in minutes')}
          hint={inWords(draft.rpoMinutes)}
          type="number"
          field={form.register('rpoMinutes')}
          error={errors.rpoMinutes?.message}
        />
        <PolicyInput
          label={t('policy-form.rto', 'Back within (RTO), in minutes')}
          hint={inWords(draft.rtoMinutes)}
          type="number"
          field={form.register('rtoMinutes')}
          error={errors.rtoMinutes?.message}
        />
        <PolicyInput
          label={t('policy-form.tests', 'Restore test schedule')}
          hint={cronInWords(draft.testSchedule)}
          field={form.register('testSchedule')}
          error={errors.testSchedule?.message}
        />
        <PolicyInput
          label={t('policy-form.window', 'Each machine proven every, in days')}
          type="number"
          field={form.register('windowDays')}
          error={errors.windowDays?.message}
        />
        <PolicyInput
          label={t('policy.ports', 'Ports that must answer')}
          hint={t('policy-form.ports-hint', 'In the restored machine, with commas between them. Empty for none.')}
          field={form.register('ports')}
          error={errors.ports?.message}
        />
        {change.error && <ProblemAlert error={change.error} data-testid={testIds.policies.error} />}
        <Stack gap={1} justifyContent="flex-end">
          <Button type="button" variant="secondary" fill="outline" onClick={onClose} disabled={change.isPending}>
            {t('action.back', 'Back')}
          </Button>
          <Button
            type="submit"
            icon={change.isPending ? 'spinner' : undefined}
            disabled={change.isPending}
            data-testid={testIds.policies.save}
          >
            {t('policy-form.save', 'Save the policy')}
          </Button>
        </Stack>
      </form>
    </Drawer>
  );
}

// Browsers leave UTC out of their list.
const zones = ['UTC', ...Intl.supportedValuesOf('timeZone')];

const zonesWith = (chosen: string) => [...new Set([chosen, ...zones])].map((value) => ({ value, label: value }));

const inWords = (minutes: string): string => (Number(minutes) > 0 ? formatDuration(Number(minutes) * 60) : '');

const getStyles = (theme: GrafanaTheme2) => ({
  form: css({ display: 'flex', flexDirection: 'column', gap: theme.spacing(2) }),
});
