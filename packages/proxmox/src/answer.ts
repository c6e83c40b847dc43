import { ProxmoxError } from './errors.ts';
import type { Answer } from './exchange.ts';
import { kindOf } from './kind.ts';
import { outcomeOf } from './outcome.ts';
import { parsePermission } from './permission.ts';

export interface AnsweredCall {
  method: string;
  template: string;
  path: string;
}

/** The `data` of an accepted call. Throws ProxmoxError for every other answer; `redact` blanks secrets that Proxmox echoes. */
export function readAnswer(call: AnsweredCall, answer: Answer, redact: (text: string) => string): unknown {
  const body = parse(answer.body);
  if (answer.status === 200) {
    if (body !== null && 'data' in body) return body.data;
    throw new ProxmoxError({
      ...call,
      outcome: call.method === 'GET' ? 'refused' : 'unknown',
      kind: 'other',
      status: 200,
      reason: 'the answer is not the JSON of a Proxmox API',
    });
  }
  const reason = redact((text(body?.message) || answer.statusText).trim()) || `HTTP ${answer.status} without a text`;
  const fields = mapValues(fieldsOf(body, reason), redact);
  throw new ProxmoxError({
    ...call,
    outcome: outcomeOf(call.method, answer.status),
    kind: kindOf(answer.status, reason, fields),
    status: answer.status,
    reason,
    fields,
    permission: answer.status === 403 ? parsePermission(reason) : null,
  });
}

function parse(body: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}

function fieldsOf(body: Record<string, unknown> | null, reason: string): Record<string, string> {
  const errors = body?.errors;
  if (typeof errors === 'object' && errors !== null) return mapValues(errors as Record<string, unknown>, (value) => String(value).trim());
  // SDN and backup calls wrap a parameter error into the text of a 500, a line for each parameter.
  const [, nested] = reason.split(/(?:^|: )400 Parameter verification failed\.\n/);
  const lines = (nested ?? '').split('\n').map((line) => /^([\w.[\]-]+): (.+)$/.exec(line));
  return Object.fromEntries(lines.flatMap((match) => (match === null ? [] : [[match[1] ?? '', (match[2] ?? '').trim()]])));
}

function mapValues<From>(record: Record<string, From>, change: (value: From) => string): Record<string, string> {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, change(value)]));
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
