import { z } from 'zod';
import { debianPackage } from './debian-package.ts';
import { localText } from './local-text.ts';
import { availability, offerLimits } from './offer-limits.ts';
import { catalogueTax } from './tax.ts';

/** High enough for every currency, low enough for sums to stay exact. */
const price = z.int().min(0).max(1_000_000_000_000);
const valueId = z.string().regex(/^[a-z0-9][a-z0-9.-]{0,31}$/, 'an id is up to 32 small letters, digits, dots or hyphens');

/** The mistakes of one option stand beside each other: which ids are used twice, which value is a default too many. */
const choices = <Meaning extends z.ZodRawShape>(meaning: Meaning) =>
  z
    .array(z.strictObject({ id: valueId, name: localText, price, default: z.boolean().optional(), ...meaning }))
    .min(1)
    .superRefine((list, context) => {
      const values = list as { id: string; default?: boolean | undefined }[];
      refuseDoubles(values, context);
      const first = values.findIndex((value) => value.default);
      values.forEach((value, i) => {
        if (value.default && i > first) context.addIssue({ code: 'custom', path: [i, 'default'], message: 'only one value can be the default' });
      });
    });

const sized = (most: number) => choices({ value: z.int().min(1).max(most) });

/**
 * What each option's `value` is: `os` names a template or an ISO of the cluster, `cores` a count, `memory` and `disk` GiB. `database` has the Debian
 * packages instead that are installed for it, none for "no database"; an offer can do without the option.
 */
const options = z.strictObject({
  os: choices({ value: z.string().min(1) }),
  cores: sized(128),
  memory: sized(1024),
  disk: sized(16384),
  database: choices({ packages: z.array(debianPackage).max(50) }).optional(),
});

const offer = z.strictObject({
  id: valueId,
  name: localText,
  description: localText,
  price,
  options,
  limits: offerLimits.default({}),
  availableTo: availability.optional(),
});

const isKnownCurrency = (code: string): boolean => Intl.supportedValuesOf('currency').includes(code);

/** What can be ordered; prices per month in minor units of `currency`, without tax. */
export const catalogueConfig = z.strictObject({
  currency: z.string().refine(isKnownCurrency, 'an ISO 4217 code such as EUR'),
  /** Without it prices have no tax, save for tenants with a rate of their own. */
  tax: catalogueTax.optional(),
  offers: z.array(offer).min(1).superRefine(refuseDoubles),
});
export type CatalogueConfig = z.infer<typeof catalogueConfig>;

function refuseDoubles(list: readonly { id: string }[], context: z.RefinementCtx): void {
  list.forEach(({ id }, i) => {
    if (list.findIndex((other) => other.id === id) < i) context.addIssue({ code: 'custom', path: [i, 'id'], message: `${id} is used twice` });
  });
}
