import React, { useState } from 'react';
import type { ExecutionMode } from '@vigie/contract/runbooks';
import { Button, Stack } from '@grafana/ui';
import { testIds } from '../../components/testIds';
import { useCan } from '../../data/me';
import { t } from '../../i18n/t';
import { StartDialog } from './StartDialog';

/** Starts a runbook, as a rehearsal or for real; nothing for who may only read. `main`: on the runbook's own page. */
export function StartButtons({ slug, main = false }: { slug: string; main?: boolean }) {
  const [mode, setMode] = useState<ExecutionMode | null>(null);
  if (!useCan('runbook:execute')) {
    return null;
  }
  return (
    <Stack gap={1} wrap="wrap">
      <Button
        variant={main ? 'primary' : 'secondary'}
        icon="presentation-play"
        onClick={() => setMode('rehearsal')}
        data-testid={testIds.pra.startRehearsal}
      >
        {t('runbook.start-rehearsal', 'Start rehearsal')}
      </Button>
      <Button
        variant="destructive"
        fill="outline"
        icon="exclamation-triangle"
        onClick={() => setMode('real')}
        data-testid={testIds.pra.startReal}
      >
        {t('runbook.start-real', 'Start for real')}
      </Button>
      {mode !== null && <StartDialog slug={slug} mode={mode} onClose={() => setMode(null)} />}
    </Stack>
  );
}
