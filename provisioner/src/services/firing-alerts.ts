import type { FiringAlert, Overview } from '@vigie/contract/overview';
import { z } from 'zod';
import type { Log } from '../log.ts';

/** Alertmanager's `GET /api/v2/alerts`, as far as it is read here. */
const answer = z.array(
  z.object({
    labels: z.record(z.string(), z.string()),
    annotations: z.record(z.string(), z.string()),
    startsAt: z.coerce.date(),
  }),
);

const deadlineMs = 2_000;
const shown = 3;

/** The alerts that fire and that nobody has silenced, of all tenants. */
export async function readAlerts(url: string, log: Log): Promise<readonly FiringAlert[] | 'unreadable'> {
  const query = new URLSearchParams({ active: 'true', silenced: 'false', inhibited: 'false' });
  try {
    const response = await fetch(`${url.replace(/\/$/, '')}/api/v2/alerts?${query}`, { signal: AbortSignal.timeout(deadlineMs) });
    if (!response.ok) throw new Error(`Alertmanager answered ${response.status}`);
    return answer.parse(await response.json()).flatMap(alertOf);
  } catch (error) {
    log.warn({ err: error }, 'the alerts cannot be read from Alertmanager');
    return 'unreadable';
  }
}

/** All of them, or those with one tenant's label. */
export function alertsFor(tenant: string | null, alerts: readonly FiringAlert[] | 'unreadable'): NonNullable<Overview['alerts']> {
  return alerts === 'unreadable' ? alerts : summaryOf(alerts.filter((alert) => tenant === null || alert.tenant === tenant));
}

/** An alert of a severity that is not ours is left out: it is for another receiver. */
function alertOf({ labels, annotations, startsAt }: z.infer<typeof answer>[number]): FiringAlert[] {
  const { alertname = '', severity, tenant } = labels;
  if (severity !== 'critical' && severity !== 'warning') return [];
  const runbookUrl = annotations.runbook_url;
  return [
    {
      name: alertname,
      severity,
      summary: annotations.summary ?? alertname,
      ...(tenant !== undefined && tenant !== '' && { tenant }),
      since: startsAt.toISOString(),
      ...(runbookUrl !== undefined && { runbookUrl }),
    },
  ];
}

function summaryOf(alerts: FiringAlert[]): Exclude<NonNullable<Overview['alerts']>, 'unreadable'> {
  const worst = alerts.toSorted((a, b) => a.severity.localeCompare(b.severity) || a.since.localeCompare(b.since)).slice(0, shown);
  const count = (severity: FiringAlert['severity']) => alerts.filter((alert) => alert.severity === severity).length;
  return { critical: count('critical'), warning: count('warning'), worst };
}
