import type { ProxmoxErrorKind } from './errors.ts';

/** One attempt that brought no usable answer. `sent`: the request may have left us. `reset`: the connection was cut under it. */
export class ExchangeError extends Error {
  readonly kind: ProxmoxErrorKind;
  readonly sent: boolean;
  readonly reset: boolean;

  constructor(kind: ProxmoxErrorKind, message: string, state: { sent: boolean; reset?: boolean }) {
    super(message);
    this.kind = kind;
    this.sent = state.sent;
    this.reset = state.reset ?? false;
  }
}
