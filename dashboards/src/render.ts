import type { Dashboard } from '@grafana/grafana-foundation-sdk/dashboard';

/** The file that Grafana loads. Panels are numbered in their order, so that a link to one holds. */
export function renderDashboard(dashboard: Dashboard): string {
  const panels = dashboard.panels?.map((panel, index) => ({ ...panel, id: index + 1 }));
  return `${JSON.stringify({ ...dashboard, panels }, undefined, 2)}\n`;
}
