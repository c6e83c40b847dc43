import React, { useState } from 'react';
import type { Offer } from '@vigie/contract/catalogue';
import type { Vm } from '@vigie/contract/vms';
import { Alert, Stack } from '@grafana/ui';
import { ConfirmDialog } from '../../components/ConfirmDialog';
import { RadioCards } from '../../components/RadioCards';
import { testIds } from '../../components/testIds';
import { useResizeVm } from '../../data/vmOperations';
import { formatMoney } from '../../format/money';
import { t } from '../../i18n/t';
import { changedSizes, currentSizes, isSize, wouldShrink, type Sizes } from './resizeChoice';
import { ResizePrice } from './ResizePrice';

interface Props {
  vm: Vm;
  offer: Offer;
  currency: string;
  /** What the machine was ordered with. */
  ordered: Record<string, string>;
  onClose: () => void;
}

export function ResizeForm({ vm, offer, currency, ordered, onClose }: Props) {
  const resize = useResizeVm(vm.id);
  const current = currentSizes(vm, offer);
  const [chosen, setChosen] = useState<Sizes>({});
  const changed = changedSizes(current, chosen);
  const restart = vm.state !== 'stopped' && (changed.cores !== undefined || changed.memory !== undefined);
  const added = (price: number) => (price === 0 ? t('option.included', 'included') : formatMoney(price, currency, true));
  return (
    <ConfirmDialog
      title={t('vm-resize.title', 'Resize {{name}}', { name: vm.name })}
      confirmText={t('vm-operation.resize', 'Resize')}
      act={resize}
      input={changed}
      disabled={Object.keys(changed).length === 0}
      onClose={onClose}
    >
      <Stack direction="column" gap={2}>
        {offer.options.filter(isSize).map((option) => (
          <RadioCards
            key={option.id}
            name={`resize-${option.id}`}
            label={option.name}
            minWidth={180}
            value={chosen[option.id] ?? current[option.id] ?? ''}
            onChange={(value) => setChosen({ ...chosen, [option.id]: value })}
            cards={option.values.map((value) => {
              const small = wouldShrink(vm, option.id, value);
              return {
                value: value.id,
                title: value.name,
                aside: added(value.price),
                disabled: small,
                description: small
                  ? t('vm-resize.no-shrinking', 'A disk only grows')
                  : value.id === current[option.id]
                    ? t('vm-resize.now', 'now')
                    : undefined,
                testId: testIds.vmLife.resizeValue(option.id, value.id),
              };
            })}
          />
        ))}
        <ResizePrice
          tenant={vm.tenant}
          offer={offer.id}
          before={{ ...ordered, ...current }}
          after={{ ...ordered, ...current, ...changed }}
        />
        {restart && (
          <Alert
            severity="info"
            title={t('vm-resize.restart', 'Cores and memory change with the next restart')}
            data-testid={testIds.vmLife.resizeRestart}
          >
            {t('vm-resize.restart-hint', 'The machine goes on with the old ones until then. Its page reminds you and has the button.')}
          </Alert>
        )}
        {changed.disk !== undefined && <p>{t('vm-resize.disk', 'The disk grows at once and can never be made smaller again.')}</p>}
      </Stack>
    </ConfirmDialog>
  );
}
