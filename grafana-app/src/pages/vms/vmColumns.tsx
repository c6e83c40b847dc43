import React from 'react';
import type { Vm } from '@vigie/contract/vms';
import { TextLink } from '@grafana/ui';
import { CopyText } from '../../components/CopyText';
import type { Column } from '../../components/ListTable';
import { testIds } from '../../components/testIds';
import { t } from '../../i18n/t';
import { urls } from '../../urls';
import { vmStateText } from '../../texts/vmState';
import { VmRowMenu } from './VmRowMenu';
import { VmStateDot } from './VmStateDot';

/** `showTenant`: the reader sees machines of several. `mayAct`: the reader may do something with them. */
export function vmColumns(showTenant: boolean, mayAct: boolean): Array<Column<Vm>> {
  const columns: Array<Column<Vm>> = [
    { id: 'state', title: t('list.state', 'State'), cell: (vm) => <VmStateDot vm={vm} />, sortBy: (vm) => vmStateText(vm.state).word },
    {
      id: 'name',
      title: t('list.name', 'Name'),
      cell: (vm) => (
        <TextLink href={urls.vm(vm.id)} color="primary" inline={false}>
          {vm.name}
        </TextLink>
      ),
      sortBy: (vm) => vm.name,
      long: (vm) => vm.name,
    },
    { id: 'tenant', title: t('list.tenant', 'Tenant'), cell: (vm) => vm.tenant, sortBy: (vm) => vm.tenant },
    {
      id: 'address',
      title: t('vms.address', 'Address'),
      cell: (vm) =>
        vm.addresses.length === 0
          ? '–'
          : vm.addresses.map((address) => <CopyText key={address} text={address} data-testid={testIds.vms.address} />),
      sortBy: (vm) => vm.addresses[0] ?? '',
    },
    { id: 'node', title: t('vms.node', 'Node'), cell: (vm) => vm.node ?? '–', sortBy: (vm) => vm.node ?? '' },
    {
      id: 'vmid',
      title: 'VMID',
      cell: (vm) => <CopyText text={String(vm.vmid)} data-testid={testIds.vms.vmid} />,
      sortBy: (vm) => vm.vmid,
    },
    { id: 'cores', title: t('vms.cores', 'Cores'), align: 'right', minor: true, cell: (vm) => vm.cores, sortBy: (vm) => vm.cores },
    {
      id: 'memory',
      title: t('vms.memory', 'Memory'),
      align: 'right',
      minor: true,
      cell: (vm) => gib(vm.memoryGiB),
      sortBy: (vm) => vm.memoryGiB,
    },
    { id: 'disk', title: t('vms.disk', 'Disk'), align: 'right', minor: true, cell: (vm) => gib(vm.diskGiB), sortBy: (vm) => vm.diskGiB },
    { id: 'actions', title: t('list.actions', 'Actions'), pinned: true, cell: (vm) => <VmRowMenu vm={vm} /> },
  ];
  return columns.filter(({ id }) => (showTenant || id !== 'tenant') && (mayAct || id !== 'actions'));
}

export const gib = (amount: number): string => t('size.gib', '{{amount}} GiB', { amount });
