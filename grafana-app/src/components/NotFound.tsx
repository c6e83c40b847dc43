import React from 'react';
import { EmptyState, LinkButton } from '@grafana/ui';
import { t } from '../i18n/t';
import { testIds } from './testIds';

/** A page for an id or address that does not exist (or belongs to somebody else: the provisioner does not tell which). */
export function NotFound({ message, backTo, backText }: { message: string; backTo: string; backText: string }) {
  return (
    <div data-testid={testIds.page.notFound}>
      <EmptyState
        variant="not-found"
        message={message}
        button={
          <LinkButton href={backTo} variant="secondary" icon="arrow-left">
            {backText}
          </LinkButton>
        }
      >
        {t('not-found.hint', 'Check the address. It may also have been removed, or belong to another organisation.')}
      </EmptyState>
    </div>
  );
}
