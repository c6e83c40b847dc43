import { ProxmoxError } from './errors.ts';
import type { ReceivedAnswer } from './exchange.ts';
import { parseObject } from './json-object.ts';
import { kindOf } from './kind.ts';
import type { Product } from './product.ts';

export interface AnsweredCall {
  method: string;
  template: string;
  path: string;
}

/** Takes what is wanted out of a good answer; null when it is not what an API of Proxmox answers. */
export type ReadBody = (answer: ReceivedAnswer) => { data?: unknown } | null;

/** The `data` of an accepted call. Throws ProxmoxError for every other answer; `redact` blanks secrets that Proxmox echoes. */
export function readAnswer(product: Product, call: AnsweredCall, answer: ReceivedAnswer, redact: (text: string) => string, read: ReadBody = readObject): unknown {
  if (answer.status === 200) {
    const body = read(answer);
    if (body !== null && 'data' in body) return body.data;
    throw new ProxmoxError({
      ...call,
      outcome: call.method === 'GET' ? 'refused' : 'unknown',
      kind: 'other',
      status: 200,
      reason: 'the answer is not the JSON of a Proxmox API',
    });
  }
  const told = product.describe(answer);
  const reason = redact(told.reason) || `HTTP ${answer.status} without a text`;
  const fields = Object.fromEntries(Object.entries(told.fields).map(([name, value]) => [name, redact(value)]));
  throw new ProxmoxError({
    ...call,
    // A GET has no effect, so it never needs reconciling.
    outcome: call.method === 'GET' || product.refuses(answer.status, told.reason) ? 'refused' : 'unknown',
    kind: kindOf(answer.status, reason, fields),
    status: answer.status,
    reason,
    fields,
    permission: product.permission(reason),
  });
}

function readObject({ body }: ReceivedAnswer): { data?: unknown } | null {
  return parseObject(body);
}
