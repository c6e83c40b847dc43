import type { Language } from '@vigie/contract/primitives';

let current = 'en-US';

/** Set once, when the translations are loaded. */
export function setLanguage(tag: string): void {
  current = tag;
}

/** The tag for Intl: the language of the texts, so that a French price never stands in an English sentence. */
export function localeTag(): 'en-US' | 'fr-FR' {
  return current.startsWith('fr') ? 'fr-FR' : 'en-US';
}

/** The language that the provisioner is asked for. */
export function apiLanguage(): Language {
  return current.startsWith('fr') ? 'fr' : 'en';
}
