import { because } from '@vigie/contract/step-reasons';
import { ErrorCode } from '@slack/web-api';
import { StepFailure, StepRetry } from '../steps/failure.ts';

/** What the client throws; only what is read of it. */
interface SlackClientError {
  code?: string;
  statusCode?: number;
  data?: { error?: unknown };
  original?: { cause?: { code?: string } };
  /** Seconds. */
  retryAfter?: unknown;
}

/** Slack's words for "not now, and nothing was done". */
const busy = /^(rate_?limited|service_unavailable|team_added_to_org)$/;

/** After these something may have been done, as Slack's documentation says. */
const undecided = /^(fatal_error|internal_error|request_timeout)$/;

/** Errors from before a connection stood: nothing was sent. */
const neverSent = /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|UND_ERR_CONNECT_TIMEOUT|CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_|ERR_TLS_)/;

/** What to throw when Slack certainly did not take the message: final or to be tried again. Null when nobody knows. */
export function slackRefusal(error: unknown): StepFailure | StepRetry | null {
  const { code, statusCode = 0, data, original } = error as SlackClientError;
  if (code === ErrorCode.RateLimitedError) return new StepRetry(because('slack-busy'), { cause: error });
  if (code === ErrorCode.PlatformError) return answered(String(data?.error), error);
  // A proxy on the way, not Slack: it answers in codes of HTTP. One of 5xx may have passed the message on.
  if (code === ErrorCode.HTTPError && statusCode >= 400 && statusCode < 500) {
    return new StepFailure(because('slack-refused', { error: `HTTP ${statusCode}` }), { cause: error });
  }
  if (code === ErrorCode.RequestError && neverSent.test(original?.cause?.code ?? '')) {
    return new StepRetry(because('slack-unreachable'), { cause: error });
  }
  return null;
}

/** `ok: false` with Slack's code, or with the whole body when that was no JSON (a page of a proxy). */
function answered(code: string, cause: unknown): StepFailure | StepRetry | null {
  if (!/^[a-z_]{2,60}$/.test(code) || undecided.test(code)) return null;
  return busy.test(code) ? new StepRetry(because('slack-busy'), { cause }) : new StepFailure(because('slack-refused', { error: code }), { cause });
}

/** Somebody deleted the message that was to be changed. */
export const isMessageGone = (error: unknown): boolean => (error as SlackClientError).data?.error === 'message_not_found';

/** Milliseconds for which Slack wants to hear nothing; null when it did not say. `error` is what `slackRefusal` made. */
export function slackPause(error: unknown): number | null {
  const { retryAfter } = ((error as Error).cause ?? {}) as SlackClientError;
  return typeof retryAfter === 'number' ? retryAfter * 1000 : null;
}
