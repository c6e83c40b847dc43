import React from 'react';
import type { Vm } from '@vigie/contract/vms';
import { LinkButton, Modal } from '@grafana/ui';
import { CopyText } from '../../components/CopyText';
import { FactList } from '../../components/FactList';
import { ProblemAlert } from '../../components/ProblemAlert';
import { Skeleton } from '../../components/Skeleton';
import { testIds } from '../../components/testIds';
import { useVmConsole } from '../../data/vmOperations';
import { t } from '../../i18n/t';

/** Leads to the machine's screen in Proxmox and says who may sign in there. */
export function ConsoleDialog({ vm, onClose }: { vm: Vm; onClose: () => void }) {
  const { data, error, refetch } = useVmConsole(vm.id);
  return (
    <Modal isOpen title={t('vm-console.title', 'Console of {{name}}', { name: vm.name })} onDismiss={onClose}>
      {error !== null ? (
        <ProblemAlert error={error} onRetry={() => refetch()} data-testid={testIds.page.loadError} />
      ) : data === undefined ? (
        <Skeleton rows={2} />
      ) : (
        <>
          <p>{t('vm-console.hint', 'The console opens in Proxmox, in a new tab. If Proxmox asks, sign in with this account:')}</p>
          <FactList
            facts={[
              {
                name: t('vm-console.account', 'Proxmox account'),
                value: <CopyText text={data.account} data-testid={testIds.vmLife.consoleAccount} />,
              },
            ]}
          />
          <Modal.ButtonRow>
            <LinkButton
              href={data.url}
              target="_blank"
              rel="noreferrer"
              icon="external-link-alt"
              onClick={onClose}
              data-testid={testIds.vmLife.console}
            >
              {t('vm-console.open', 'Open the console')}
            </LinkButton>
          </Modal.ButtonRow>
        </>
      )}
    </Modal>
  );
}
