import React from 'react';
import { Alert } from '@grafana/ui';
import { t } from '../i18n/t';

/** Over what was loaded before, when it could not be refreshed. */
export function StaleNotice() {
  return <Alert severity="warning" title={t('list.stale', 'This could not be refreshed. It is tried again by itself.')} />;
}
