import type { RunbookStepKind } from '@vigie/contract/runbooks';
import { t } from '../i18n/t';

const words: Record<RunbookStepKind, () => string> = {
  auto: () => t('runbook-step-kind.auto', 'Automatic'),
  manual: () => t('runbook-step-kind.manual', 'By hand'),
  decision: () => t('runbook-step-kind.decision', 'Decision'),
};

export const runbookStepKindText = (kind: RunbookStepKind): string => words[kind]();
