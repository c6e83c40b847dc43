import { z } from 'zod';
import { localText } from './local-text.ts';

/** With at most three decimals, as 5.5 or 8.875: a rate is a whole number of thousandths of a percent wherever it is reckoned with. */
const percent = z
  .number()
  .min(0)
  .max(100)
  .refine((rate) => Number(rate.toFixed(3)) === rate, 'at most three decimals');

/** The tax that is added to all prices. */
export const catalogueTax = z.strictObject({ percent, name: localText.default({ en: 'VAT', fr: 'TVA' }) });
export type TaxConfig = z.infer<typeof catalogueTax>;

/** A tenant's own rate, 0 for one that is exempt. Without a name it is called as the catalogue's tax is. */
export const tenantTax = z.strictObject({ percent, name: localText.optional() });
