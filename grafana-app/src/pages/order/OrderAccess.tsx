import React from 'react';
import type { Order } from '@vigie/contract/orders';
import { LinkButton, Stack } from '@grafana/ui';
import { CopyText } from '../../components/CopyText';
import { FactList } from '../../components/FactList';
import { Panel } from '../../components/Panel';
import { testIds } from '../../components/testIds';
import { t } from '../../i18n/t';
import { urls } from '../../urls';

/**
 * How to reach the machine: the same lines as in the mail. One that its tenant installs is reached by its console alone. `name` where there
 * are several.
 */
export function OrderAccess({ access, vms, name }: { access: NonNullable<Order['access']>; vms: string[]; name?: string }) {
  const addresses = access.addresses.map((address) => <CopyText key={address} text={address} data-testid={testIds.order.accessAddress} />);
  const title = name === undefined ? readyTitle(access.ssh !== undefined) : readyTitleOf(access.ssh !== undefined, name);
  return (
    <Panel title={title} accent="success" data-testid={testIds.order.access}>
      <Stack direction="column" gap={2} alignItems="flex-start">
        {access.ssh === undefined ? (
          <p>{t('access.install', 'Install its system by the console, which opens from the page of the machine.')}</p>
        ) : (
          <FactList
            facts={[{ name: t('access.ssh', 'Connect with'), value: <CopyText text={access.ssh} data-testid={testIds.order.accessSsh} /> }]}
          />
        )}
        <FactList
          facts={[
            { name: t('vms.address', 'Address'), value: addresses },
            ...(access.user === undefined ? [] : [{ name: t('access.user', 'User'), value: <CopyText text={access.user} /> }]),
          ]}
        />
        {vms.map((id) => (
          <LinkButton key={id} href={urls.vm(id)} variant="secondary" icon="cube">
            {t('access.see-vm', 'See the machine')}
          </LinkButton>
        ))}
      </Stack>
    </Panel>
  );
}

const readyTitle = (ready: boolean): string =>
  ready ? t('access.title', 'Your machine is ready') : t('access.installer', 'Your machine waits at its installer');

const readyTitleOf = (ready: boolean, name: string): string =>
  ready ? t('access.title-of', '{{name}} is ready', { name }) : t('access.installer-of', '{{name}} waits at its installer', { name });
