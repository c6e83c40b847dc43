import React, { type ReactNode } from 'react';
import type { ButtonVariant } from '@grafana/ui';
import { ActionDialog } from './ActionDialog';
import { toastSuccess } from './toast';

interface Props<Input> {
  title: string;
  confirmText: string;
  variant?: ButtonVariant;
  /** What is done on confirmation, and with what. */
  act: { mutate(input: Input, options: { onSuccess: () => void }): void; isPending: boolean; error: unknown };
  input: Input;
  /** Said when it was done; missing when the page shows how it goes on. */
  done?: string;
  disabled?: boolean;
  onClose: () => void;
  children: ReactNode;
}

/** Asks before an act that needs no more than a yes. */
export function ConfirmDialog<Input>({ act, input, done, onClose, ...dialog }: Props<Input>) {
  const confirm = () =>
    act.mutate(input, {
      onSuccess: () => {
        if (done !== undefined) {
          toastSuccess(done);
        }
        onClose();
      },
    });
  return <ActionDialog {...dialog} pending={act.isPending} error={act.error} onConfirm={confirm} onDismiss={onClose} />;
}
