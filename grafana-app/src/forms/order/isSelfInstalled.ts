import type { Offer } from '@vigie/contract/catalogue';

/** Whether a chosen value means that the tenant installs the system itself. */
export const isSelfInstalled = (offer: Offer | undefined, chosen: Record<string, string>): boolean =>
  offer?.options.some(({ id, values }) => values.find((value) => value.id === chosen[id])?.installs === 'iso') ?? false;
