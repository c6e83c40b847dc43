import { AppEvents } from '@grafana/data';
import { getAppEvents } from '@grafana/runtime';
import { toProblemError } from '../data/problem';
import { problemHint } from '../texts/problemHint';
import { problemTitle } from '../texts/problemTitle';

/** Tells that an act succeeded, in Grafana's own corner. */
export function toastSuccess(message: string): void {
  getAppEvents().publish({ type: AppEvents.alertSuccess.name, payload: [message] });
}

/** Tells why an act without a dialog failed. */
export function toastProblem(error: unknown): void {
  const problem = toProblemError(error);
  toastFailure(problemTitle(problem.code), problemHint(problem));
}

/** Tells that something failed, and why. */
export function toastFailure(title: string, reason?: string): void {
  getAppEvents().publish({ type: AppEvents.alertError.name, payload: reason === undefined ? [title] : [title, reason] });
}
