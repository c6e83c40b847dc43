import React, { useState } from 'react';
import { sshPublicKey } from '@vigie/contract/orders';
import type { Vm } from '@vigie/contract/vms';
import { Field, Stack, TextArea } from '@grafana/ui';
import { ConfirmDialog } from '../../components/ConfirmDialog';
import { testIds } from '../../components/testIds';
import { useRotateKey } from '../../data/vmOperations';
import { t } from '../../i18n/t';

/** Asks for the key that takes the place of the machine's; without one a pair is made and mailed. */
export function RotateKeyDialog({ vm, onClose }: { vm: Vm; onClose: () => void }) {
  const [text, setText] = useState('');
  const rotate = useRotateKey(vm.id);
  const key = text.trim();
  const wrong = key !== '' && !sshPublicKey.safeParse(key).success;
  return (
    <ConfirmDialog
      title={t('rotate-key.title', 'Replace the SSH key of {{name}}', { name: vm.name })}
      confirmText={key === '' ? t('rotate-key.make', 'Make a new pair') : t('rotate-key.use', 'Use this key')}
      act={rotate}
      input={key === '' ? {} : { sshPublicKey: key }}
      disabled={wrong}
      onClose={onClose}
    >
      <Stack direction="column" gap={2}>
        <p>{t('rotate-key.what', 'From then on the old key is refused, by the machine and on the way to it. Other keys in the machine stay.')}</p>
        <Field
          noMargin
          label={t('rotate-key.label', 'New SSH public key (optional)')}
          description={t('rotate-key.hint', 'One line. Without it a new pair is made, and its private half goes to the tenant by mail, once.')}
          invalid={wrong}
          error={wrong ? t('rotate-key.wrong', 'This is not an OpenSSH public key') : undefined}
        >
          <TextArea
            id="rotate-ssh-key"
            rows={3}
            spellCheck={false}
            placeholder="ssh-ed25519 AAAA…"
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
            data-testid={testIds.vmLife.newKey}
          />
        </Field>
      </Stack>
    </ConfirmDialog>
  );
}
