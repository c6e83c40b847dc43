import type { VmOperation, VmOperationKind, VmOperationState } from '@vigie/contract/vm-operations';
import type { MarkState } from '../components/StepMark';
import { t } from '../i18n/t';

const names: Record<VmOperationKind, () => string> = {
  start: () => t('vm-operation.start', 'Start'),
  shutdown: () => t('vm-operation.shutdown', 'Shut down'),
  stop: () => t('vm-operation.stop', 'Stop'),
  reboot: () => t('vm-operation.reboot', 'Reboot'),
  reset: () => t('vm-operation.reset', 'Reset'),
  resize: () => t('vm-operation.resize', 'Resize'),
  'create-snapshot': () => t('vm-operation.create-snapshot', 'Take a snapshot'),
  'rollback-snapshot': () => t('vm-operation.rollback-snapshot', 'Roll back to a snapshot'),
  'delete-snapshot': () => t('vm-operation.delete-snapshot', 'Remove a snapshot'),
  'rotate-key': () => t('vm-operation.rotate-key', 'Replace the SSH key'),
  retire: () => t('vm-operation.retire', 'Delete'),
  recall: () => t('vm-operation.recall', 'Keep after all'),
  destroy: () => t('vm-operation.destroy', 'Destroy'),
};

const underWay: Record<VmOperationKind, () => string> = {
  start: () => t('vm-operation-now.start', 'Starting'),
  shutdown: () => t('vm-operation-now.shutdown', 'Shutting down'),
  stop: () => t('vm-operation-now.stop', 'Stopping'),
  reboot: () => t('vm-operation-now.reboot', 'Rebooting'),
  reset: () => t('vm-operation-now.reset', 'Resetting'),
  resize: () => t('vm-operation-now.resize', 'Resizing'),
  'create-snapshot': () => t('vm-operation-now.create-snapshot', 'Taking a snapshot'),
  'rollback-snapshot': () => t('vm-operation-now.rollback-snapshot', 'Rolling back'),
  'delete-snapshot': () => t('vm-operation-now.delete-snapshot', 'Removing a snapshot'),
  'rotate-key': () => t('vm-operation-now.rotate-key', 'Replacing the SSH key'),
  retire: () => t('vm-operation-now.retire', 'Preparing the deletion'),
  recall: () => t('vm-operation-now.recall', 'Taking the deletion back'),
  destroy: () => t('vm-operation-now.destroy', 'Destroying'),
};

const done: Record<VmOperationKind, (name: string) => string> = {
  start: (name) => t('vm-operation-done.start', '{{name}} was started', { name }),
  shutdown: (name) => t('vm-operation-done.shutdown', '{{name}} was shut down', { name }),
  stop: (name) => t('vm-operation-done.stop', '{{name}} was stopped', { name }),
  reboot: (name) => t('vm-operation-done.reboot', '{{name}} was rebooted', { name }),
  reset: (name) => t('vm-operation-done.reset', '{{name}} was reset', { name }),
  resize: (name) => t('vm-operation-done.resize', '{{name}} was resized', { name }),
  'create-snapshot': (name) => t('vm-operation-done.create-snapshot', 'The snapshot of {{name}} was taken', { name }),
  'rollback-snapshot': (name) => t('vm-operation-done.rollback-snapshot', '{{name}} was rolled back to its snapshot', { name }),
  'delete-snapshot': (name) => t('vm-operation-done.delete-snapshot', 'The snapshot of {{name}} was removed', { name }),
  'rotate-key': (name) => t('vm-operation-done.rotate-key', '{{name}} has a new SSH key', { name }),
  retire: (name) => t('vm-operation-done.retire', '{{name}} is stopped and waits for its deletion', { name }),
  recall: (name) => t('vm-operation-done.recall', '{{name}} is kept', { name }),
  destroy: (name) => t('vm-operation-done.destroy', '{{name}} was destroyed', { name }),
};

const marks: Record<VmOperationState, MarkState> = { queued: 'pending', running: 'running', done: 'done', failed: 'failed' };

/** What is done, as an order: "Reboot", and for one with details these: "Resize: 4 vCPU, 8 GiB of memory". */
export function operationName({ kind, detail }: Pick<VmOperation, 'kind' | 'detail'>): string {
  const details = [
    ...(detail.snapshot === undefined ? [] : [detail.snapshot]),
    ...(detail.keyFingerprint === undefined ? [] : [detail.keyFingerprint]),
    ...(detail.cores === undefined ? [] : [t('vm-operation-detail.cores', '{{count}} vCPU', { count: detail.cores })]),
    ...(detail.memoryGiB === undefined ? [] : [t('vm-operation-detail.memory', '{{amount}} GiB of memory', { amount: detail.memoryGiB })]),
    ...(detail.diskGiB === undefined ? [] : [t('vm-operation-detail.disk', '{{amount}} GiB of disk', { amount: detail.diskGiB })]),
  ];
  const name = names[kind]();
  return details.length === 0 ? name : t('vm-operation-detail.with', '{{name}}: {{details}}', { name, details: details.join(', ') });
}

/** What is being done, as a state: "Rebooting". */
export const underWayText = (kind: VmOperationKind): string => underWay[kind]();

export const doneText = ({ kind, vmName }: VmOperation): string => done[kind](vmName);

/** The bare act, for buttons: "Reboot". */
export const actName = (kind: VmOperationKind): string => names[kind]();

export const operationMark = (state: VmOperationState): MarkState => marks[state];
