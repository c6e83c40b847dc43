import React, { useState } from 'react';
import { snapshotName } from '@vigie/contract/snapshots';
import type { Vm } from '@vigie/contract/vms';
import { Field, Input, Stack } from '@grafana/ui';
import { ConfirmDialog } from '../../components/ConfirmDialog';
import { testIds } from '../../components/testIds';
import { useCreateSnapshot } from '../../data/snapshots';
import { t } from '../../i18n/t';

interface Props {
  vm: Vm;
  /** Names that the machine has already. */
  taken: string[];
  onClose: () => void;
}

/** Asks how a new snapshot is called. */
export function SnapshotDialog({ vm, taken, onClose }: Props) {
  const [name, setName] = useState('');
  const [description, setDescription] = useState('');
  const create = useCreateSnapshot(vm.id);
  const mistake = nameMistake(name, taken);
  return (
    <ConfirmDialog
      title={t('snapshot.title', 'Take a snapshot of {{name}}', { name: vm.name })}
      confirmText={t('vm-operation.create-snapshot', 'Take a snapshot')}
      act={create}
      input={{ name, description }}
      disabled={mistake !== undefined || name === ''}
      onClose={onClose}
    >
      <Stack direction="column" gap={2}>
        <Field
          noMargin
          label={t('list.name', 'Name')}
          description={t('snapshot.name-hint', 'Letters, digits, hyphens and underscores, with a letter first, e.g. before-upgrade')}
          invalid={mistake !== undefined}
          error={mistake}
          required
        >
          <Input
            id="snapshot-name"
            autoComplete="off"
            spellCheck={false}
            autoFocus
            maxLength={40}
            value={name}
            onChange={(event) => setName(event.currentTarget.value.trim())}
            data-testid={testIds.snapshots.name}
          />
        </Field>
        <Field
          noMargin
          label={t('snapshots.description', 'Description')}
          description={t('snapshot.description-hint', 'What comes after it, so that others know.')}
        >
          <Input
            id="snapshot-description"
            maxLength={200}
            value={description}
            onChange={(event) => setDescription(event.currentTarget.value)}
            data-testid={testIds.snapshots.description}
          />
        </Field>
        <p>{t('snapshot.disks', 'It holds the disks, not the memory: going back to it is like a start after a power cut.')}</p>
      </Stack>
    </ConfirmDialog>
  );
}

/** What is wrong with a name; nothing while it is empty, because then it was only not typed yet. */
function nameMistake(name: string, taken: string[]): string | undefined {
  if (name === '') {
    return undefined;
  }
  if (taken.includes(name)) {
    return t('snapshot.taken', 'There is a snapshot of this name already');
  }
  return snapshotName.safeParse(name).success
    ? undefined
    : t(
        'snapshot.bad-name',
        'This is no name for a snapshot: 2 to 40 letters, digits, hyphens or underscores, a letter first, and not “current”',
      );
}
