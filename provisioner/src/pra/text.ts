import type { Language } from '@vigie/contract/primitives';
import { z } from 'zod';
import { frenchSpaces } from '../french-spaces.ts';

/** A text that people read, in every language of Vigie. */
export const text = z.strictObject({ en: z.string().trim().min(1, 'a text is needed'), fr: z.string().trim().min(1, 'a text is needed') });
export type Text = Record<Language, string>;

/** As people read it; a command is not typeset, it is copied. */
export const typeset = ({ en, fr }: Text): Text => ({ en, fr: frenchSpaces(fr) });

/** A name or a number that is the same in all languages. */
export const everywhere = (words: string): Text => ({ en: words, fr: words });

/** A moment for people: `2026-11-21 08:30 UTC`. */
export const moment = (at: Date): string => `${at.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
