import { because, type StepReason } from '@vigie/contract/step-reasons';
import { ProxmoxError } from '@vigie/proxmox/errors';
import { TaskDeadlineError, TaskFailedError } from '@vigie/proxmox/errors';
import type { MissingPermission } from '@vigie/proxmox/permission';
import { isStorageFull } from '@vigie/proxmox/storage-full';
import { StepFailure, StepRetry } from '../steps/failure.ts';

/** Why a step threw: in words for people, and technically. */
export interface Why extends StepReason {
  technical: string;
}

/** What to do about a step that threw: try again, or give up; and why. */
export interface Verdict extends Why {
  retry: boolean;
}

type Judgement = Omit<Verdict, 'technical'>;

const again = (reason: StepReason): Judgement => ({ retry: true, ...reason });
const giveUp = (reason: StepReason): Judgement => ({ retry: false, ...reason });

/** Lock messages that Proxmox gives before it does anything; matched case-sensitively so that no guest's text matches by chance. */
const lockText = /can't lock file '.*' - got timeout|got lock request timeout|VM is locked \(|cluster not ready - no quorum\?|no quorum!/;

/** What Proxmox answers to who wants a machine in a pool that is gone; it calls that a missing permission. */
const poolGone = /^Permission check failed \(pool '(.+)' does not exist\)$/;

const retried: Partial<Record<ProxmoxError['kind'], StepReason>> = {
  locked: because('proxmox-busy'),
  unreachable: because('proxmox-unreachable'),
  'no-quorum': because('proxmox-no-quorum'),
  timeout: because('proxmox-timeout'),
};

const permanent: Partial<Record<ProxmoxError['kind'], StepReason>> = {
  certificate: because('certificate-untrusted'),
  authentication: because('token-refused'),
  invalid: because('request-invalid'),
  'not-implemented': because('call-not-offered'),
};

export function verdictOf(error: unknown): Verdict {
  const { retry, code, params, message } = judge(error);
  const kept = Object.fromEntries(Object.entries(params).map(([name, text]) => [name, typeof text === 'string' ? storable(text, 500) : text]));
  return { retry, code, params: kept, message: storable(message, 1000), technical: storable(technicalText(error), 4000) };
}

/** Guests and task logs have their words in these texts. PostgreSQL takes no NUL, and a verdict that cannot be kept is never reached. */
const storable = (text: string, length: number): string => text.replaceAll('\0', '').slice(0, length);

function judge(error: unknown): Judgement {
  if (error instanceof StepFailure) return giveUp(error.reason);
  if (error instanceof StepRetry) return again(error.reason);
  if (error instanceof TaskFailedError) return error.permission ? withoutPrivilege(error.permission) : judgeTask(error);
  if (error instanceof TaskDeadlineError) return again(because('task-slow'));
  if (error instanceof ProxmoxError) return judgeProxmox(error);
  return again(because('internal'));
}

/** A task's end. */
function judgeTask(error: TaskFailedError): Judgement {
  const { exitStatus } = error;
  if (lockText.test(exitStatus)) return again(because('proxmox-busy'));
  // What Proxmox says of a worker that was killed: nobody knows how far it came, so the step looks again.
  if (exitStatus === 'unexpected status') return again(because('task-killed'));
  if (isStorageFull(error)) return giveUp(because('storage-full'));
  return giveUp(because('task-failed'));
}

function judgeProxmox(error: ProxmoxError): Judgement {
  if (error.permission) return withoutPrivilege(error.permission);
  const gone = poolGone.exec(error.reason)?.[1];
  if (gone !== undefined) return giveUp(because('pool-missing', { pool: gone }));
  const busy = retried[error.kind];
  // An unknown outcome is safe to try again: each step reads what is there before it acts.
  if (busy !== undefined || error.outcome === 'unknown') return again(busy ?? because('proxmox-error'));
  return giveUp(permanent[error.kind] ?? because('change-refused'));
}

function withoutPrivilege({ path, privileges }: MissingPermission): Judgement {
  return giveUp(because('privilege-missing', { privileges: privileges.join(' / '), path }));
}

function technicalText(error: unknown): string {
  if (error instanceof TaskFailedError) return [error.exitStatus, ...error.logTail].join('\n');
  if (error instanceof ProxmoxError) {
    const fields = Object.entries(error.fields).map(([name, text]) => `${name}: ${text}`);
    return [`${error.method} ${error.path}: ${error.status ?? 'no answer'} ${error.reason}`, ...fields].join('\n');
  }
  const cause = error instanceof Error && error.cause instanceof Error ? `\n${error.cause.message}` : '';
  return `${error instanceof Error ? error.message : String(error)}${cause}`;
}
