import { AppEvents } from '@grafana/data';
import { getAppEvents } from '@grafana/runtime';

/** Tells that an act succeeded, in Grafana's own corner. */
export function toastSuccess(message: string): void {
  getAppEvents().publish({ type: AppEvents.alertSuccess.name, payload: [message] });
}
