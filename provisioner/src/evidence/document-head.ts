import { instant, language } from '@vigie/contract/primitives';
import { z } from 'zod';

/** Who made a document, with what, and when: the same in all of them. `language` is that of the printed page and of translated texts. */
export const documentHead = z.strictObject({
  signedAt: instant,
  keyId: z.string(),
  language,
  software: z.strictObject({ name: z.literal('Vigie'), version: z.string() }),
  operator: z.string(),
});
export type DocumentHead = z.infer<typeof documentHead>;
