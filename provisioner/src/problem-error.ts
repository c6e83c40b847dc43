import { problemCodes, type ProblemCode } from '@vigie/contract/problem';

/** A mistake in one field of a request: `path` with dots, empty for the whole body. */
export interface FieldError {
  path: string;
  message: string;
}

/**
 * An error that the caller is meant to read. Anything else that is thrown becomes `internal` at the HTTP edge, with its cause in the log only.
 * `message` is the problem's `detail`: what happened and what to do, without internal detail.
 */
export class ProblemError extends Error {
  override readonly name = 'ProblemError';
  readonly code: ProblemCode;
  readonly errors: readonly FieldError[];

  constructor(code: ProblemCode, detail: string, errors: readonly FieldError[] = []) {
    super(detail);
    this.code = code;
    this.errors = errors;
  }

  get status(): number {
    return problemCodes[this.code].status;
  }
}
