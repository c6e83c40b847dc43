import type { Language } from '@vigie/contract/primitives';
import { t } from './t';

/**
 * The tag for Intl: the locale file names itself, so a French price never stands in an English sentence,
 * whatever Grafana, the browser and the loaded texts each believe the language to be.
 */
export function localeTag(): 'en-US' | 'fr-FR' {
  return t('locale.tag', 'en-US') === 'fr-FR' ? 'fr-FR' : 'en-US';
}

/** The language that the provisioner is asked for. */
export function apiLanguage(): Language {
  return localeTag() === 'fr-FR' ? 'fr' : 'en';
}
