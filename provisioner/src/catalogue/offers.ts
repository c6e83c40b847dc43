import type { CatalogueConfig } from '@vigie/config/catalogue';
import { ProblemError } from '../problem-error.ts';

export type OfferConfig = CatalogueConfig['offers'][number];

/** The offer with this id. Throws the ProblemError `unknown-offer` that lists the offers there are. */
export function offerOf(catalogue: CatalogueConfig, id: string): OfferConfig {
  const offer = catalogue.offers.find((candidate) => candidate.id === id);
  if (offer) return offer;
  const known = catalogue.offers.map((candidate) => candidate.id).join(', ');
  if (known === '') throw new ProblemError('unknown-offer', `There is no offer "${id}", nor any other.`, [{ path: 'offer', message: 'there are no offers' }]);
  throw new ProblemError('unknown-offer', `There is no offer "${id}". Choose one of: ${known}.`, [
    { path: 'offer', message: `not one of: ${known}` },
  ]);
}

/** The value that an order takes when it names none: the one marked as default, else the first. */
export function defaultOf<Value extends { default?: boolean | undefined }>(values: readonly Value[]): Value {
  const value = values.find((candidate) => candidate.default) ?? values[0];
  if (!value) throw new Error('an option has no values: the configuration was not checked');
  return value;
}
