import type { IsoConfig } from '@vigie/config/isos';
import { because } from '@vigie/contract/step-reasons';
import { StepFailure } from '../failure.ts';
import type { StepContext } from '../ports.ts';

/** The image of an order, as the configuration has it now. */
export function isoOf({ cluster, order }: Pick<StepContext, 'cluster' | 'order'>): IsoConfig {
  const { template: image } = order.spec;
  const iso = Object.hasOwn(cluster.isos, image) ? cluster.isos[image] : undefined;
  if (!iso) throw new StepFailure(because('iso-unconfigured', { image }));
  return iso;
}
