import { createHash } from 'node:crypto';

/** The ids of an order's trace and of one run in it, the same in every replica and after every restart: nothing need be kept for them. */
export function orderIds(order: string, run: number): { traceId: string; spanId: string } {
  return { traceId: hash(order).slice(0, 32), spanId: hash(`${order}/${run}`).slice(0, 16) };
}

const hash = (text: string) => createHash('sha256').update(text).digest('hex');
