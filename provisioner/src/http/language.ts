import { language, type Language } from '@vigie/contract/primitives';
import type { Request } from 'express';

/** The language of texts in the answer: the `lang` query, then the Accept-Language header, then English. */
export function languageOf(request: Request): Language {
  const asked = language.safeParse(request.query.lang ?? request.acceptsLanguages(...language.options));
  return asked.success ? asked.data : 'en';
}
