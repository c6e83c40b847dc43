import type { BackupPolicySettings } from '@vigie/contract/backup-policies';
import { retentionRules, type RetentionRule } from '../../texts/retention';

/** The form's own state: what is in its inputs, as text. */
export interface PolicyDraft {
  schedule: string;
  timeZone: string;
  storage: string;
  keep: Record<RetentionRule, string>;
  rpoMinutes: string;
  rtoMinutes: string;
  testSchedule: string;
  windowDays: string;
  ports: string;
}

export type PolicyField = keyof PolicyDraft;

export function draftOf(settings: BackupPolicySettings): PolicyDraft {
  return {
    schedule: settings.schedule,
    timeZone: settings.timeZone,
    storage: settings.storage,
    keep: Object.fromEntries(retentionRules.map((rule) => [rule, String(settings.keep[rule] ?? '')])) as PolicyDraft['keep'],
    rpoMinutes: String(settings.rpoMinutes),
    rtoMinutes: String(settings.rtoMinutes),
    testSchedule: settings.restoreTest.schedule,
    windowDays: String(settings.restoreTest.windowDays),
    ports: settings.ports.join(', '),
  };
}

/** The settings as the contract has them; what is no number becomes one that its schema refuses. */
export function settingsOf(draft: PolicyDraft): BackupPolicySettings {
  const number = (text: string) => (text.trim() === '' ? Number.NaN : Number(text));
  const keep = retentionRules.flatMap((rule) => (draft.keep[rule].trim() === '' ? [] : [[rule, number(draft.keep[rule])] as const]));
  return {
    schedule: draft.schedule.trim().replace(/\s+/g, ' '),
    timeZone: draft.timeZone.trim(),
    storage: draft.storage.trim(),
    keep: Object.fromEntries(keep),
    rpoMinutes: number(draft.rpoMinutes),
    rtoMinutes: number(draft.rtoMinutes),
    restoreTest: { schedule: draft.testSchedule.trim().replace(/\s+/g, ' '), windowDays: number(draft.windowDays) },
    ports: draft.ports
      .split(/[\s,;]+/)
      .filter((port) => port !== '')
      .map(number),
  };
}

/** The input that a path of the settings belongs to, of a schema's or the provisioner's error. */
export function fieldAt([first, second]: readonly PropertyKey[]): PolicyField | undefined {
  if (first === 'restoreTest') {
    return second === 'windowDays' ? 'windowDays' : 'testSchedule';
  }
  const fields: readonly PolicyField[] = ['schedule', 'timeZone', 'storage', 'keep', 'rpoMinutes', 'rtoMinutes', 'ports'];
  return fields.find((field) => field === first);
}
