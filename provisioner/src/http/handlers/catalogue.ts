import type { Handler } from '../handler.ts';

export const getCatalogue: Handler<'getCatalogue'> = (services, { language }) => services.catalogue(language);

export const createQuote: Handler<'createQuote'> = (services, { caller, body, language }) => services.quote(caller, body, language);
