import React from 'react';
import { Alert, Button, Stack } from '@grafana/ui';
import { toProblemError } from '../data/problem';
import { t } from '../i18n/t';
import { problemHint } from '../texts/problemHint';
import { problemTitle } from '../texts/problemTitle';
import { TechnicalDetails } from './TechnicalDetails';
import { testIds } from './testIds';

interface Props {
  error: unknown;
  /** Offers to try again. */
  onRetry?: () => void;
  'data-testid'?: string;
}

/** An error in words: what happened, what to do, and folded below what a developer needs. */
export function ProblemAlert({ error, onRetry, ...hooks }: Props) {
  const problem = toProblemError(error);
  const technical = [
    `${problem.code} (HTTP ${problem.status})`,
    ...(problem.detail === undefined ? [] : [problem.detail]),
    ...problem.fields.map((field) => `${field.path || '-'}: ${field.message}`),
    ...(problem.correlationId === undefined ? [] : [`correlation id: ${problem.correlationId}`]),
  ].join('\n');
  return (
    <Alert severity="error" title={problemTitle(problem.code)} {...hooks}>
      <Stack direction="column" gap={1} alignItems="flex-start">
        <span>{problemHint(problem)}</span>
        <TechnicalDetails text={technical} />
        {onRetry && (
          <Button size="sm" variant="secondary" icon="sync" onClick={onRetry} data-testid={testIds.page.loadRetry}>
            {t('action.try-again', 'Try again')}
          </Button>
        )}
      </Stack>
    </Alert>
  );
}
