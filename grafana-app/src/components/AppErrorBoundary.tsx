import React, { Component, type ReactNode } from 'react';
import { Alert, Button, Stack } from '@grafana/ui';
import { t } from '../i18n/t';
import { TechnicalDetails } from './TechnicalDetails';
import { testIds } from './testIds';

/** Catches what a page throws while rendering, a chunk of an older version that is gone from the server included. */
export class AppErrorBoundary extends Component<{ children: ReactNode }, { error: Error | null }> {
  override state = { error: null as Error | null };

  static getDerivedStateFromError(error: Error) {
    return { error };
  }

  override render() {
    const { error } = this.state;
    if (error === null) {
      return this.props.children;
    }
    return (
      <Alert severity="error" title={t('crash.title', 'This page stopped working')} data-testid={testIds.page.crashed}>
        <Stack direction="column" gap={1} alignItems="flex-start">
          <span>{t('crash.hint', 'Reload the page. If the plugin was just updated, that is all it takes.')}</span>
          <TechnicalDetails text={`${error.name}: ${error.message}`} />
          <Button size="sm" variant="secondary" icon="sync" onClick={() => window.location.reload()}>
            {t('crash.reload', 'Reload')}
          </Button>
        </Stack>
      </Alert>
    );
  }
}
