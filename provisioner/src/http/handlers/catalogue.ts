import type { Handler } from '../handler.ts';

export const getCatalogue: Handler<'getCatalogue'> = (services, { caller, language }) => services.catalogue(caller, language);

export const createQuote: Handler<'createQuote'> = (services, { caller, body, language }) => services.quote(caller, body, language);
