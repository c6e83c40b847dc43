import type { Language } from '@vigie/contract/primitives';
import type { Words } from './words.ts';

/** How a deviation is said in the signed text; times in seconds, as everything there. */
export const deviationWords = {
  check: {
    en: (expected: string, seen: string) => `expected ${expected}, seen ${seen}`,
    fr: (expected: string, seen: string) => `attendu ${expected}, constaté ${seen}`,
  },
  objective: {
    en: (actual: number, objective: number) => `${actual} s, objective ${objective} s`,
    fr: (actual: number, objective: number) => `${actual} s, objectif ${objective} s`,
  },
  leftover: { en: 'still in Proxmox', fr: 'encore dans Proxmox' },
  unfinished: { en: 'did not reach its end', fr: 'n’est pas allée à son terme' },
};

/** A state and what is known of it: `failed: The canary is not there.` */
export const stateText = (state: Words, language: Language, known: readonly string[]): string =>
  [state[language], ...known].join(language === 'fr' ? '\u00a0: ' : ': ');
