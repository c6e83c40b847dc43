import { parsePermission, type MissingPermission } from './permission.ts';

/** What a failed call says about the world: `refused` = nothing happened; `unknown` = it may have happened, reconcile before re-sending. */
export type FailedOutcome = 'refused' | 'unknown';

/** What was found out later of a call whose outcome was unknown. `found-undone`: it may be sent again; `given-up`: nobody looks any more. */
export type Clearing = 'found-done' | 'found-undone' | 'given-up';

/** What went wrong, in the words a caller decides on. Independent of the outcome. */
export type ProxmoxErrorKind =
  | 'unreachable'
  | 'certificate'
  | 'authentication'
  | 'permission'
  | 'invalid'
  | 'missing'
  | 'conflict'
  | 'locked'
  | 'no-quorum'
  | 'not-implemented'
  | 'timeout'
  | 'other';

export interface ProxmoxErrorDetails {
  outcome: FailedOutcome;
  kind: ProxmoxErrorKind;
  /** HTTP status (Proxmox's own 595-599 included), null when there was no answer. */
  status: number | null;
  method: string;
  template: string;
  path: string;
  /** Proxmox's own text or ours, already without secrets. */
  reason: string;
  fields?: Record<string, string>;
  permission?: MissingPermission | null;
}

/** A call that was not accepted. Carries no request parameters, header or secret. */
export class ProxmoxError extends Error {
  override readonly name = 'ProxmoxError';
  readonly outcome: FailedOutcome;
  readonly kind: ProxmoxErrorKind;
  readonly status: number | null;
  readonly method: string;
  readonly template: string;
  readonly path: string;
  readonly reason: string;
  /** The `errors` of a 400: parameter -> what is wrong with it. */
  readonly fields: Record<string, string>;
  /** What the token misses, when Proxmox says it. */
  readonly permission: MissingPermission | null;
  #onCleared: (how: Clearing) => void = () => {};

  constructor(details: ProxmoxErrorDetails) {
    super(messageOf(details));
    this.outcome = details.outcome;
    this.kind = details.kind;
    this.status = details.status;
    this.method = details.method;
    this.template = details.template;
    this.path = details.path;
    this.reason = details.reason;
    this.fields = details.fields ?? {};
    this.permission = details.permission ?? null;
  }

  /** From now on `listener` hears what is found out of an unknown outcome. */
  tellWhenCleared(listener: (how: Clearing) => void): void {
    this.#onCleared = listener;
  }

  /** Called by who found out what an unknown outcome was, or gives up finding out. Of a refused call there is nothing to tell. */
  clearedUp(how: Clearing): void {
    if (this.outcome === 'unknown') this.#onCleared(how);
  }
}

function messageOf({ method, path, status, reason, fields = {} }: ProxmoxErrorDetails): string {
  const details = Object.entries(fields).map(([name, text]) => `${name}: ${text}`);
  return [`${method} ${path}: ${status === null ? '' : `${status} `}${reason}`, ...details].join('; ');
}

/** A task that ended with anything but OK or warnings. `logTail` holds its last lines, oldest first. */
export class TaskFailedError extends Error {
  override readonly name = 'TaskFailedError';
  readonly upid: string;
  readonly exitStatus: string;
  readonly logTail: string[];
  /** Some privileges are asked for only inside of the task. */
  readonly permission: MissingPermission | null;

  constructor(upid: string, exitStatus: string, logTail: string[]) {
    super(`task ${upid} failed: ${exitStatus}`);
    this.upid = upid;
    this.exitStatus = exitStatus;
    this.logTail = logTail;
    this.permission = parsePermission(exitStatus);
  }
}

/** We stopped watching; the task goes on. Keep `upid` and wait for it again. `lastTrouble`: why the last look failed, if it did. */
export class TaskDeadlineError extends Error {
  override readonly name = 'TaskDeadlineError';
  readonly upid: string;
  readonly lastTrouble: ProxmoxError | null;

  constructor(upid: string, deadlineMs: number, lastTrouble: ProxmoxError | null) {
    super(`task ${upid} had not ended after ${deadlineMs / 1000} s${lastTrouble === null ? '' : ` (${lastTrouble.message})`}`);
    this.upid = upid;
    this.lastTrouble = lastTrouble;
  }
}
