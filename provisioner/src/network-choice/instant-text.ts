import type { Language } from '@vigie/contract/primitives';

/** A time for people who are told it outside of their browser: in UTC, and saying so. */
export const instantText = (instant: Date, language: Language): string =>
  `${new Intl.DateTimeFormat(language === 'fr' ? 'fr-FR' : 'en-GB', { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' }).format(instant)} UTC`;
