import type { OptionId } from '@vigie/contract/catalogue';
import type { Language } from '@vigie/contract/primitives';

/** What people read for each option. Offers name their values, the options themselves are the same everywhere. */
export const optionNames = {
  os: { en: 'Operating system', fr: 'Système d’exploitation' },
  cores: { en: 'Processor', fr: 'Processeur' },
  memory: { en: 'Memory', fr: 'Mémoire' },
  disk: { en: 'Disk', fr: 'Disque' },
  database: { en: 'Database', fr: 'Base de données' },
} as const satisfies Record<OptionId, Record<Language, string>>;
