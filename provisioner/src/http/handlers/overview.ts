import type { Handler } from '../handler.ts';

export const getOverview: Handler<'getOverview'> = (services, { caller, language }) => services.overview(caller, language);
