import { z } from 'zod';

/** A text in one language for all, or one for each. */
export const localText = z.union([z.string().min(1), z.strictObject({ en: z.string().min(1), fr: z.string().min(1) })], {
  error: 'give a text, or one for each language as {en: ..., fr: ...}',
});
export type LocalText = z.infer<typeof localText>;
