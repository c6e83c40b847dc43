import { problem, type Problem, type ProblemCode } from '@vigie/contract/problem';

/** `unreachable`: Grafana's proxy got no answer of ours; `offline`: Grafana itself did not answer; `unexpected`: anything else. */
export type ErrorCode = ProblemCode | 'unreachable' | 'offline' | 'unexpected';

/** The one error that the pages see: a problem document of the provisioner, or what stood in its way. */
export class ProblemError extends Error {
  readonly code: ErrorCode;
  /** HTTP status, 0 without an answer. */
  readonly status: number;
  /** What happened, in English. */
  readonly detail: string | undefined;
  readonly fields: NonNullable<Problem['errors']>;
  readonly correlationId: string | undefined;

  constructor(code: ErrorCode, status: number, facts: Pick<Problem, 'detail' | 'errors' | 'correlationId'> = {}) {
    super(facts.detail ?? code);
    this.name = 'ProblemError';
    this.code = code;
    this.status = status;
    this.detail = facts.detail;
    this.fields = facts.errors ?? [];
    this.correlationId = facts.correlationId;
  }
}

/** Turns whatever a call threw into a ProblemError. */
export function toProblemError(thrown: unknown): ProblemError {
  if (thrown instanceof ProblemError) {
    return thrown;
  }
  const { status, data } = (thrown ?? {}) as { status?: unknown; data?: unknown };
  const document = problem.safeParse(typeof data === 'string' ? parseJson(data) : data);
  if (document.success) {
    return new ProblemError(document.data.code, document.data.status, document.data);
  }
  if (typeof status !== 'number' || status === 0) {
    return new ProblemError('offline', 0);
  }
  return new ProblemError(status >= 502 && status <= 504 ? 'unreachable' : 'unexpected', status);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
