import type { GrafanaTheme2 } from '@grafana/data';

/** How a share or a score reads at a glance. */
export type Level = 'good' | 'fair' | 'poor';

const colors = { good: 'success', fair: 'warning', poor: 'error' } as const;

export const levelTone = (level: Level) => colors[level];

export const levelColor = (theme: GrafanaTheme2, level: Level): string => theme.colors[colors[level]].text;
