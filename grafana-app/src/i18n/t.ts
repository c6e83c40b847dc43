import { t as translate } from '@grafana/i18n';

/**
 * A text of this plugin. Both arguments are literals: the tests read them from the source and compare them with the locale files.
 * React escapes what it renders; i18next would escape once more and show `10.10.0.0&#x2F;24`.
 */
export function t(key: string, message: string, values?: Record<string, string | number>): string {
  return translate(key, message, { ...values, interpolation: { escapeValue: false } });
}
