import { z } from 'zod';

/** A text in one language for all, or one for each. */
export const localText = z.union([z.string().min(1), z.strictObject({ en: z.string().min(1), fr: z.string().min(1) })], {
  error: 'give a text, or one for each language as {en: ..., fr: ...}',
});
export type LocalText = z.infer<typeof localText>;

const price = z.int().min(0);
const valueId = z.string().regex(/^[a-z0-9][a-z0-9.-]{0,31}$/, 'an id is up to 32 small letters, digits, dots or hyphens');

const choices = <Value extends z.ZodType>(value: Value) =>
  z
    .array(z.strictObject({ id: valueId, name: localText, price, default: z.boolean().optional(), value }))
    .min(1)
    .refine((list) => new Set(list.map((choice) => choice.id)).size === list.length, 'two values have the same id')
    .refine((list) => list.filter((choice) => choice.default).length <= 1, 'only one value can be the default');

/** What each option's `value` is: `os` names a template or an ISO of the cluster, `cores` a count, `memory` and `disk` GiB. */
const options = z.strictObject({
  os: choices(z.string().min(1)),
  cores: choices(z.int().min(1).max(128)),
  memory: choices(z.int().min(1).max(1024)),
  disk: choices(z.int().min(1).max(16384)),
});

/** What can be ordered; prices per month in minor units of `currency`, without tax. */
export const catalogueConfig = z.strictObject({
  currency: z.string().regex(/^[A-Z]{3}$/, 'an ISO 4217 code such as EUR'),
  offers: z
    .array(z.strictObject({ id: valueId, name: localText, description: localText, price, options }))
    .min(1)
    .refine((offers) => new Set(offers.map((offer) => offer.id)).size === offers.length, 'two offers have the same id'),
});
export type CatalogueConfig = z.infer<typeof catalogueConfig>;
