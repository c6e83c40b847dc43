import React from 'react';
import { Tooltip } from '@grafana/ui';
import { formatAbsolute, formatRelative } from '../format/time';
import { useNow } from './useNow';

/** "3 min. ago", with the full date and zone on hover. */
export function RelativeTime({ instant }: { instant: string }) {
  const now = useNow(30_000);
  return (
    <Tooltip content={formatAbsolute(instant)}>
      <time dateTime={instant}>{formatRelative(instant, now)}</time>
    </Tooltip>
  );
}
