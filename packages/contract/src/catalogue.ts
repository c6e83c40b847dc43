import { z } from 'zod';
import { installKind } from './install.ts';
import { currency, language, minorUnits } from './primitives.ts';

/**
 * The options that an offer can have. Each is mapped to Proxmox by one function of the provisioner
 * (an exhaustive map: a new id here fails to compile until it is mapped). See docs/adding-a-catalogue-option.md.
 */
export const optionIds = ['os', 'cores', 'memory', 'disk', 'database'] as const;
export const optionId = z.enum(optionIds).meta({ id: 'OptionId' });
export type OptionId = z.infer<typeof optionId>;

/**
 * One choice of an option. `price` is added per month; the default is chosen when the order does not name the option. `amount` is what a
 * size stands for: a number of vCPUs for `cores`, GiB for `memory` and `disk`; missing elsewhere. `installs`, of an operating system: how a
 * machine gets it.
 */
export const optionValue = z
  .object({
    id: z.string(), name: z.string(), price: minorUnits, default: z.boolean().optional(), amount: z.int().optional(), installs: installKind.optional(),
  })
  .meta({ id: 'OptionValue' });
export type OptionValue = z.infer<typeof optionValue>;

export const catalogueOption = z
  .object({ id: optionId, name: z.string(), values: z.array(optionValue) })
  .meta({ id: 'CatalogueOption' });
export type CatalogueOption = z.infer<typeof catalogueOption>;

/**
 * `price` is the base price per month, before options. `description` says what the offer is for; `options` are those that it has.
 * `availableTo`: the kinds and ids of tenants that alone may order it; told to the operator only.
 */
export const offer = z
  .object({
    id: z.string(),
    name: z.string(),
    description: z.string(),
    price: minorUnits,
    options: z.array(catalogueOption),
    availableTo: z.array(z.string()).optional(),
  })
  .meta({ id: 'Offer' });
export type Offer = z.infer<typeof offer>;

/**
 * What the caller can order, in the language asked for; prices per month in minor units, without tax. `isolated`: firewall rules close a machine's
 * network to all others.
 */
export const catalogue = z.object({ currency, offers: z.array(offer), isolated: z.boolean() }).meta({ id: 'Catalogue' });
export type Catalogue = z.infer<typeof catalogue>;

/** Texts in `lang`; without it the `Accept-Language` header decides, then English. */
export const languageQuery = z.object({ lang: language.optional() });
