import type { LocalText } from '@vigie/config/local-text';
import type { Language } from '@vigie/contract/primitives';

/** The text in one language; a text given once serves all languages. */
export function inLanguage(text: LocalText, language: Language): string {
  return typeof text === 'string' ? text : text[language];
}
