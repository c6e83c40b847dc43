import type { z } from 'zod';
import { ProblemError, type FieldError } from '../problem-error.ts';

/** Checks a value against a schema. Throws the ProblemError `invalid-request` with every mistake at once. */
export function validate<Schema extends z.ZodType>(schema: Schema, value: unknown): z.output<Schema> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const mistakes = result.error.issues.flatMap(toMistakes);
  const count = mistakes.length === 1 ? 'a mistake' : `${mistakes.length} mistakes`;
  throw new ProblemError('invalid-request', `The request has ${count}. Correct what is listed and send it again.`, mistakes);
}

function toMistakes(issue: z.core.$ZodIssue): FieldError[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({ path: [...issue.path, key].join('.'), message: 'unknown key' }));
  }
  return [{ path: issue.path.join('.'), message: issue.message }];
}
