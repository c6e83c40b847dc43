import type { Price } from '@vigie/contract/quotes';

type PriceLine = Price['lines'][number];

/** A price as an order keeps it. One from before there was a tax has no more than what is needed here. */
export type StoredPrice = Pick<Price, 'currency' | 'total'> &
  Partial<Omit<Price, 'lines'>> & { lines: (Pick<PriceLine, 'label' | 'amount'> & Partial<PriceLine>)[] };

/** Fills in what an old price lacks: it was of one machine, and nobody spoke of tax. */
export function readPrice({ currency, total, lines, net = total, tax = null, gross = net }: StoredPrice): Price {
  return {
    currency,
    lines: lines.map((line) => ({ ...line, quantity: line.quantity ?? 1, unitPrice: line.unitPrice ?? line.amount })),
    net,
    tax,
    gross,
    total,
  };
}
