import React, { type FormEvent, type ReactNode } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Button, Modal, useStyles2, type ButtonVariant } from '@grafana/ui';
import { t } from '../i18n/t';
import { ProblemAlert } from './ProblemAlert';
import { testIds } from './testIds';

interface Props {
  title: string;
  confirmText: string;
  variant?: ButtonVariant;
  pending: boolean;
  error: unknown;
  disabled?: boolean;
  onConfirm: () => void;
  onDismiss: () => void;
  children: ReactNode;
}

/** Asks before an act. It stays open while the act is under way and shows its error; the caller closes it on success. */
export function ActionDialog({ title, confirmText, variant = 'primary', pending, error, disabled, onConfirm, onDismiss, children }: Props) {
  const styles = useStyles2(getStyles);
  const dismiss = () => {
    if (!pending) {
      onDismiss();
    }
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onConfirm();
  };
  return (
    <Modal isOpen title={title} onDismiss={dismiss}>
      <form onSubmit={submit}>
        <div className={styles.content}>{children}</div>
        {error != null && <ProblemAlert error={error} data-testid={testIds.order.dialogError} />}
        <Modal.ButtonRow>
          <Button type="button" variant="secondary" fill="outline" onClick={dismiss} disabled={pending}>
            {t('action.back', 'Back')}
          </Button>
          <Button
            type="submit"
            variant={variant}
            icon={pending ? 'spinner' : undefined}
            disabled={pending || disabled}
            data-testid={testIds.order.confirm}
          >
            {confirmText}
          </Button>
        </Modal.ButtonRow>
      </form>
    </Modal>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  // The dialog scrolls, so it would cut the outline of a last field that has the focus.
  content: css({ paddingBottom: theme.spacing(0.5) }),
});
