import React, { useState } from 'react';
import type { UseFormRegisterReturn } from 'react-hook-form';
import { Alert, Button, Field, Stack, TextArea } from '@grafana/ui';
import { testIds } from '../../components/testIds';
import { t } from '../../i18n/t';
import { downloadText } from '../../components/downloadText';
import { generateSshKey } from './generateSshKey';

interface Props {
  field: UseFormRegisterReturn;
  error: string | undefined;
  /** The machine's name, for the file. */
  name: string;
  /** Nobody but the tenant can put the key into the machine. */
  selfInstalled: boolean;
  onGenerated: (publicKey: string) => void;
}

/** A pasted public key, or a pair made in the browser: its private half is downloaded once and kept nowhere. */
export function SshKeyField({ field, error, name, selfInstalled, onGenerated }: Props) {
  const [outcome, setOutcome] = useState<'made' | 'impossible' | null>(null);
  const generate = async () => {
    const file = `${name || 'vm'}_ed25519`;
    try {
      const pair = await generateSshKey(file);
      downloadText(file, pair.privateKey);
      onGenerated(pair.publicKey);
      setOutcome('made');
    } catch {
      setOutcome('impossible');
    }
  };
  return (
    <Stack direction="column" gap={1} alignItems="stretch">
      <Field
        noMargin
        label={t('ssh.label', 'SSH public key (optional)')}
        description={
          selfInstalled
            ? t('ssh.hint-iso', 'One line. It lets you through to the machine; put it into the machine yourself when you install it.')
            : t('ssh.hint', 'One line, such as the content of ~/.ssh/id_ed25519.pub. Without it you get access as the mail says.')
        }
        invalid={error !== undefined}
        error={error}
      >
        <TextArea
          id="order-ssh-key"
          rows={3}
          spellCheck={false}
          placeholder="ssh-ed25519 AAAA…"
          {...field}
          data-testid={testIds.orderForm.sshKey}
        />
      </Field>
      <div>
        <Button
          type="button"
          size="sm"
          variant="secondary"
          icon="key-skeleton-alt"
          onClick={generate}
          data-testid={testIds.orderForm.generateKey}
        >
          {t('ssh.generate', 'Make a new key pair')}
        </Button>
      </div>
      {outcome === 'made' && (
        <Alert severity="info" title={t('ssh.made', 'The private key was downloaded. Keep it: it is stored nowhere else.')} />
      )}
      {outcome === 'impossible' && (
        <Alert
          severity="warning"
          title={t('ssh.impossible', 'This browser cannot make a key here. Paste one instead (ssh-keygen -t ed25519).')}
        />
      )}
    </Stack>
  );
}
