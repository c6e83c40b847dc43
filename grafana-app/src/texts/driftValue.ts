import type { DriftValue } from '@vigie/contract/drift-values';
import { t as translate } from '@grafana/i18n';
import { t } from '../i18n/t';

/** What one side has, in the reader's language. The English words are the contract's and come with the value. */
export const driftValuesText = (values: DriftValue[]): string =>
  values.length === 0
    ? t('drift.nothing', 'nothing')
    : values
        .map(({ code, params, message }) => translate(`drift-value.${code}`, message, { ...params, interpolation: { escapeValue: false } }))
        .join('; ');
