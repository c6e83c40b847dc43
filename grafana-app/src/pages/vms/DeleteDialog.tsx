import React, { useState } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import type { Vm } from '@vigie/contract/vms';
import { useStyles2 } from '@grafana/ui';
import { ConfirmDialog } from '../../components/ConfirmDialog';
import { testIds } from '../../components/testIds';
import { TypedName } from '../../components/TypedName';
import { useDeleteVm } from '../../data/vmOperations';
import { t } from '../../i18n/t';

/** Asks before a machine goes: what happens when, what can be taken back until when, and for its name. */
export function DeleteDialog({ vm, onClose }: { vm: Vm; onClose: () => void }) {
  const styles = useStyles2(getStyles);
  const [typed, setTyped] = useState('');
  const remove = useDeleteVm(vm.id);
  return (
    <ConfirmDialog
      title={t('vm-delete.title', 'Delete {{name}}', { name: vm.name })}
      confirmText={t('vm-delete.title', 'Delete {{name}}', { name: vm.name })}
      variant="destructive"
      act={remove}
      input={undefined}
      done={t('vm-delete.begun', 'The deletion of {{name}} has begun', { name: vm.name })}
      disabled={typed.trim() !== vm.name}
      onClose={onClose}
    >
      <ol className={styles.steps}>
        <li>{t('vm-delete.stop', 'The machine is shut down now, and nobody can start it.')}</li>
        <li>{t('vm-delete.backup', 'A last backup is made, where your provider has set that up.')}</li>
        <li>
          {t(
            'vm-delete.keep',
            'It is kept for the days of grace. Until then one click on its page brings it back; the page shows the date.',
          )}
        </li>
        <li>{t('vm-delete.destroy', 'Then it is destroyed with its disks, its snapshots and its address. That cannot be undone.')}</li>
      </ol>
      <TypedName id="delete-typed-name" name={vm.name} value={typed} onChange={setTyped} autoFocus data-testid={testIds.vmLife.typedName} />
    </ConfirmDialog>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  steps: css({ paddingLeft: theme.spacing(3), marginBottom: theme.spacing(2), '& > li': { marginBottom: theme.spacing(0.5) } }),
});
