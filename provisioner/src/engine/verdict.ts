import { ProxmoxError } from '@vigie/proxmox/errors';
import { TaskDeadlineError, TaskFailedError } from '@vigie/proxmox/errors';
import { StepFailure, StepRetry } from '../steps/failure.ts';

/** What to do about a step that threw: try again, or give up; with a text for people and a technical one. */
export interface Verdict {
  retry: boolean;
  message: string;
  technical: string;
}

/** Lock messages that Proxmox gives before it does anything; matched case-sensitively so that no guest's text matches by chance. */
const lockText = /can't lock file '.*' - got timeout|got lock request timeout|VM is locked \(|cluster not ready - no quorum\?|no quorum!/;

const fullText = /no space left|not enough (free )?space|out of space/i;

const retried: Partial<Record<ProxmoxError['kind'], string>> = {
  locked: 'Proxmox is busy with another change.',
  unreachable: 'Proxmox cannot be reached. Check that its nodes run and that the network between it and Vigie works.',
  'no-quorum': 'The Proxmox cluster has no quorum, so it accepts no change. Bring back the missing nodes.',
  timeout: 'Proxmox did not answer in time.',
};

const permanent: Partial<Record<ProxmoxError['kind'], string>> = {
  certificate: "Proxmox's certificate is not the one that the configuration trusts. Check its fingerprint, then retry.",
  authentication: 'Proxmox refuses the API token. Put a valid token into the configuration, restart Vigie, then retry.',
  invalid: 'Proxmox refuses the request as invalid. See the technical text.',
  'not-implemented': 'This version of Proxmox does not offer a call that Vigie needs.',
};

export function verdictOf(error: unknown): Verdict {
  const { retry, message, technical } = judge(error);
  return { retry, message: storable(message, 1000), technical: storable(technical, 4000) };
}

/** Guests and task logs have their words in these texts. PostgreSQL takes no NUL, and a verdict that cannot be kept is never reached. */
const storable = (text: string, length: number): string => text.replaceAll('\0', '').slice(0, length);

function judge(error: unknown): Verdict {
  const technical = technicalText(error);
  if (error instanceof StepFailure) return { retry: false, message: error.message, technical };
  if (error instanceof StepRetry) return { retry: true, message: error.message, technical };
  if (error instanceof TaskFailedError) return { ...taskVerdict(error.exitStatus), technical };
  if (error instanceof TaskDeadlineError) return { retry: true, message: 'A task of Proxmox takes longer than expected.', technical };
  if (error instanceof ProxmoxError) return proxmoxVerdict(error, technical);
  return { retry: true, message: 'Something broke on our side.', technical };
}

/** A task's end, by its exit status. */
function taskVerdict(exitStatus: string): Omit<Verdict, 'technical'> {
  if (lockText.test(exitStatus)) return { retry: true, message: 'Proxmox is busy with another change.' };
  // What Proxmox says of a worker that was killed: nobody knows how far it came, so the step looks again.
  if (exitStatus === 'unexpected status') return { retry: true, message: 'A task of Proxmox was killed.' };
  if (fullText.test(exitStatus)) return { retry: false, message: 'The storage is full. Make room on it, then retry.' };
  return { retry: false, message: 'A task of Proxmox failed. Remove the cause named in the technical text, then retry.' };
}

function proxmoxVerdict(error: ProxmoxError, technical: string): Verdict {
  if (error.permission) {
    const { path, privileges } = error.permission;
    return { retry: false, message: `The API token lacks ${privileges.join(' or ')} on ${path}. Grant it, then retry.`, technical };
  }
  const busy = retried[error.kind];
  // An unknown outcome is safe to try again: each step reads what is there before it acts.
  if (busy !== undefined || error.outcome === 'unknown')
    return { retry: true, message: busy ?? 'Proxmox answered with an error.', technical };
  return { retry: false, message: permanent[error.kind] ?? 'Proxmox refused a change. See the technical text, then retry.', technical };
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
