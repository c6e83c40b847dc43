import { RowBuilder, type Dashboard } from '@grafana/grafana-foundation-sdk/dashboard';
import { vigieDashboard } from './frame.ts';
import { bars, stat, timeSeries } from './panels.ts';
import { clustersVariable, datasourceVariable, tenantsVariable } from './variables.ts';

/** Does Vigie's own work go on: orders, their steps, the queues, its calls to Proxmox and the answers to people? */
export function vigieItself(): Dashboard {
  const dashboard = vigieDashboard({
    uid: 'vigie-itself',
    title: 'Vigie itself',
    description: 'Whether the provisioner does its own work: steps of orders, queues, calls to Proxmox, and answers to people.',
  })
    .withVariable(datasourceVariable())
    .withVariable(clustersVariable())
    .withVariable(tenantsVariable());
  for (const panel of summary()) dashboard.withPanel(panel);
  dashboard.withRow(new RowBuilder('Steps'));
  for (const panel of steps()) dashboard.withPanel(panel);
  dashboard.withRow(new RowBuilder('Proxmox'));
  for (const panel of proxmox()) dashboard.withPanel(panel);
  dashboard.withRow(new RowBuilder('People'));
  for (const panel of people()) dashboard.withPanel(panel);
  return dashboard.build();
}

/** Replicas tell the same of what is in the database. */
const stored = (by: string, metric: string) => `max by (${by}) (${metric})`;
const rate = (by: string, metric: string) => `sum by (${by}) (rate(${metric}[$__rate_interval]))`;
const lastHour = (metric: string) => `sum(increase(${metric}[1h])) or vector(0)`;

const summary = () => [
  stat({
    title: 'Orders that failed',
    description: 'Orders that wait for somebody to remove the cause and retry, or to cancel them.',
    unit: 'short',
    queries: [{ expr: `sum(${stored('tenant', 'vigie_orders{state="failed", tenant=~"$tenant"}')})` }],
    width: 5,
    limits: [1, 5],
  }),
  stat({
    title: 'Waiting for their turn',
    description: 'Runs in all queues that have not begun. A number that only grows means: a queue stands still.',
    unit: 'short',
    queries: [{ expr: `sum(${stored('queue', 'vigie_queue_runs{state="waiting"}')})` }],
    width: 5,
  }),
  stat({
    title: 'Longest wait in a queue',
    description: 'How long the run waits that was put into its queue first. 0 when nothing waits.',
    unit: 's',
    queries: [{ expr: 'time() - min(vigie_queue_oldest_waiting_timestamp_seconds) or vector(0)' }],
    width: 5,
    limits: [900, 3600],
  }),
  stat({
    title: 'Lost answers given up',
    description: 'Changes to Proxmox of the last hour whose answer was lost and whose step failed before it was known what they had done.',
    unit: 'short',
    queries: [{ expr: lastHour('vigie_proxmox_unknown_outcomes_total{cluster=~"$cluster", cleared="given-up"}') }],
    width: 5,
    limits: [1, 1],
  }),
  stat({
    title: 'Taken over',
    description: 'Runs that were taken over from a replica that died, in the last hour.',
    unit: 'short',
    queries: [{ expr: lastHour('vigie_runs_taken_over_total') }],
    width: 4,
    limits: [1, 100],
  }),
];

const steps = () => [
  timeSeries({
    title: 'Attempts of steps',
    description: 'Ends of attempts for each second, by outcome. Many that are retried mean: Proxmox, the bastion or the mail server is in trouble.',
    unit: 'ops',
    queries: [{ expr: rate('outcome', 'vigie_steps_total'), legend: '{{outcome}}' }],
    width: 8,
    stacked: true,
  }),
  bars({
    title: 'Why steps were tried again',
    description: 'Retries of the last hour by their reason.',
    unit: 'short',
    queries: [
      {
        expr: 'sum by (reason) (increase(vigie_step_retries_total[1h])) or on () label_replace(vector(0), "reason", "no retry", "", "")',
        legend: '{{reason}}',
      },
    ],
    width: 8,
  }),
  bars({
    title: 'Time of each step',
    description: 'Mean time of the attempts since the provisioner started. It shows where the time of a delivery goes.',
    unit: 's',
    queries: [
      {
        expr: 'sum by (step) (vigie_step_duration_seconds_sum{workflow="order"}) / sum by (step) (vigie_step_duration_seconds_count{workflow="order"})',
        legend: '{{step}}',
      },
    ],
    width: 8,
  }),
  timeSeries({
    title: 'Queues',
    description: 'Runs in each queue, those that wait and those that run. Orders that wait for a person run in the queue orders.',
    unit: 'short',
    queries: [{ expr: stored('queue, state', 'vigie_queue_runs'), legend: '{{queue}} {{state}}' }],
    width: 24,
  }),
];

const proxmox = () => [
  timeSeries({
    title: 'Calls to Proxmox',
    description: 'Calls for each second by outcome. Of unknown ones nobody knows at first whether they were done.',
    unit: 'reqps',
    queries: [{ expr: rate('outcome', 'vigie_proxmox_calls_total{cluster=~"$cluster"}'), legend: '{{outcome}}' }],
    width: 8,
    stacked: true,
  }),
  timeSeries({
    title: 'Time of calls to Proxmox',
    description: 'Below which 95 of 100 calls stay, by method. Waiting for a free slot is in it.',
    unit: 's',
    queries: [
      {
        expr: `histogram_quantile(0.95, ${rate('le, method', 'vigie_proxmox_call_duration_seconds_bucket{cluster=~"$cluster"}')})`,
        legend: '{{method}}',
      },
    ],
    width: 8,
  }),
  bars({
    title: 'Lost answers',
    description: 'What was found out, since the provisioner started, of changes whose answer was lost: done, not done and sent again, or given up.',
    unit: 'short',
    queries: [{ expr: 'sum by (cleared) (vigie_proxmox_unknown_outcomes_total{cluster=~"$cluster"})', legend: '{{cleared}}' }],
    width: 8,
  }),
];

const people = () => [
  timeSeries({
    title: 'Requests',
    description: 'Answers for each second by status. 5xx are faults of Vigie, 4xx of who asked.',
    unit: 'reqps',
    queries: [{ expr: rate('status', 'vigie_http_requests_total'), legend: '{{status}}' }],
    width: 12,
    stacked: true,
  }),
  timeSeries({
    title: 'Time of requests',
    description: 'Below which 99 and 50 of 100 answers stay. People wait for them.',
    unit: 's',
    queries: [0.99, 0.5].map((part) => ({
      expr: `histogram_quantile(${part}, ${rate('le', 'vigie_http_request_duration_seconds_bucket')})`,
      legend: `${part * 100} %`,
    })),
    width: 12,
  }),
];
