/** An answer other than 200. `text` goes into the status line and, unless `bare` (no body) or `plain` (text), with a newline into `message`. */
export class ApiError extends Error {
  readonly status: number;
  readonly errors: Record<string, string> | null;
  readonly bare: boolean;
  readonly plain: boolean;

  constructor(status: number, text: string, options: { errors?: Record<string, string>; bare?: boolean; plain?: boolean } = {}) {
    super(text);
    this.status = status;
    this.errors = options.errors ?? null;
    this.bare = options.bare ?? false;
    this.plain = options.plain ?? false;
  }
}

/** What a Perl `die` inside a handler becomes. */
export function die(text: string): never {
  throw new ApiError(500, text);
}

export function invalid(errors: Record<string, string>): never {
  throw new ApiError(400, 'Parameter verification failed.', { errors });
}

/** A check inside a handler that dies within `what failed: ...` loses its 400 and its `errors`. */
export function invalidInside(what: string, field: string, text: string): never {
  throw new ApiError(500, `${what} failed: 400 Parameter verification failed.\n${field}: ${text}`);
}

export function forbidden(path?: string, privileges?: readonly string[]): never {
  throw new ApiError(
    403,
    path === undefined ? 'Permission check failed' : `Permission check failed (${path}, ${(privileges ?? []).join('|')})`,
  );
}
