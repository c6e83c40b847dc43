import React from 'react';
import { Alert, TextLink } from '@grafana/ui';
import { testIds } from '../../components/testIds';
import { useDrift } from '../../data/drift';
import { t } from '../../i18n/t';
import { driftKindText } from '../../texts/driftKind';
import { driftValuesText } from '../../texts/driftValue';
import { urls } from '../../urls';

/** Where this machine differs from what Proxmox has, and what to do. */
export function VmDrift({ vm }: { vm: string }) {
  const items = useDrift().data?.pages[0]?.items.filter((item) => item.vm === vm) ?? [];
  return (
    <>
      {items.map(({ kind, expected, seen }) => {
        const { word, advice } = driftKindText(kind);
        return (
          <Alert key={`${kind} ${driftValuesText(expected)}`} severity="warning" title={word} data-testid={testIds.vmLife.drift}>
            <p>
              {t('drift.both', 'Vigie has {{expected}}, Proxmox has {{seen}}.', {
                expected: driftValuesText(expected),
                seen: driftValuesText(seen),
              })}{' '}
              {advice}
            </p>
            <TextLink href={urls.drift}>{t('drift.all', 'All differences')}</TextLink>
          </Alert>
        );
      })}
    </>
  );
}
